using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class ScriptGroupTests
{
    private const string Sum =
        "{ $accumulator: { init: '() => ({ n: 0, sum: 0 })', accumulateArgs: ['$v'], lang: 'js', "
            + "accumulate: '(s, v) => { if (v === \"bad\") throw new Error(v); "
            + "return { n: s.n + 1, sum: s.sum + v }; }', "
            + "merge: '(a, b) => { if (a.sum + b.sum > 999) throw new Error(\"much\"); "
            + "return { n: a.n + b.n, sum: a.sum + b.sum }; }', "
            + "finalize: 's => { if (s.sum < 0) throw new Error(\"less\"); return s.sum; }' } }";

    private const string Group = "{ $group: { _id: '$k', s: " + Sum + ", n: { $sum: 1 } } }";

    [Fact]
    public void A_document_that_fails_changes_no_accumulator_and_makes_no_group()
    {
        var harness = OperatorHarness.InWindow(Group);

        harness.Process(
            "{ t: '00:01', k: 1, v: 2 }", "{ t: '00:02', k: 1, v: 'bad' }", "{ t: '00:02', k: 2, v: 'bad' }");
        harness.Pipeline.SnapshotAndRestore();
        harness.Process("{ t: '00:03', k: 1, v: 3 }", "{ t: '00:03', k: 'a', v: 1 }", "{ t: '00:03', k: 'a', v: 1 }");
        harness.Close();

        harness.PutsOut("{ _id: 1, s: 5.0, n: 2 }", "{ _id: 'a', s: 2.0, n: 2 }");
        Assert.Equal(2, harness.Pipeline.Reasons.Count);
        Assert.All(harness.Pipeline.Reasons, reason =>
            Assert.StartsWith("accumulate of $accumulator threw Error: bad", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Groups_of_one_key_and_of_computed_keys_work_alike()
    {
        foreach (var (id, expected) in new[] { ("null", "null"), ("{ a: '$k' }", "{ a: 1 }"), ("'$d'", "1.5") })
        {
            var harness = OperatorHarness.InWindow($"{{ $group: {{ _id: {id}, s: {Sum} }} }}");

            harness.Process("{ t: '00:01', k: 1, d: 1.5, v: 2 }", "{ t: '00:02', k: 1, d: 1.5, v: 3 }");
            harness.Close();

            harness.PutsOut($"{{ _id: {expected}, s: 5.0 }}");
        }
    }

    [Fact]
    public void Init_sees_the_group_key_as_its_document()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: { city: '$k' }, s: { $accumulator: { init: '(c, d) => [c, d]', "
                + "initArgs: ['$city', '$v'], accumulate: '(s, v) => s.concat(v)', accumulateArgs: ['$v'], "
                + "merge: '(a, b) => a.concat(b)', lang: 'js' } } } }");

        harness.Process("{ t: '00:01', k: 'x', v: 'v' }");
        harness.Close();

        harness.PutsOut("{ _id: { city: 'x' }, s: ['x', null, 'v'] }");
    }

    [Fact]
    public void A_group_that_finalize_fails_for_is_a_dead_letter_and_others_are_put_out()
    {
        foreach (var suffix in new[] { "", ", { $sort: { s: 1 } }, { $limit: 1 }", ", { $match: { n: 1 } }" })
        {
            var harness = OperatorHarness.InWindow(Group + suffix);

            harness.Process("{ t: '00:01', k: 1, v: -2 }", "{ t: '00:02', k: 2, v: 4 }", "{ t: '00:02', k: 3, v: -2 }");
            harness.Close();

            harness.PutsOut("{ _id: 2, s: 4.0, n: 1 }");
            Assert.Equal(2, harness.Pipeline.Reasons.Count);
            Assert.All(harness.Pipeline.Reasons, reason =>
                Assert.StartsWith("finalize of $accumulator threw Error: less", reason, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Panes_of_hopping_windows_are_merged()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 10, unit: 'second' }, hopSize: { size: 1, unit: 'second' }, "
                + $"allowedLateness: 0, pipeline: [{Group}] }} }}]");

        harness.Process("{ t: '00:00:10', k: 1, v: 1 }", "{ t: '00:00:11', k: 1, v: 2 }");
        harness.SnapshotAndRestore();
        harness.Process(
            "{ t: '00:00:13', k: 1, v: 4 }", "{ t: '00:00:14', k: 1, v: 1000 }", "{ t: '00:00:17' , k: 2, v: 1 }");
        Assert.Equal(
            ["1.0", "3.0", "3.0", "7.0"],
            harness.Output.Select(text => WireSP.Bson.ExtendedJson.Parse(text)["s"].AsDouble.ToString(
                "0.0", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(3, harness.Reasons.Count);
        Assert.All(harness.Reasons, reason =>
            Assert.StartsWith("merge of $accumulator threw Error: much", reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Sessions_that_a_document_joins_are_merged()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: '$k', "
                + $"allowedLateness: {{ size: 1, unit: 'hour' }}, pipeline: [{Group}] }} }}]");

        harness.Process("{ t: '00:00', k: 1, v: 1 }", "{ t: '00:00', k: 2, v: 500 }");
        harness.Process("{ t: '00:15', k: 1, v: 2 }", "{ t: '00:15', k: 2, v: 500 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '00:07', k: 1, v: 4 }", "{ t: '00:07', k: 2, v: 1 }");
        harness.Process("{ t: '05:00', k: 3, v: 0 }");

        harness.PutsOut("{ _id: 1, s: 7.0, n: 3 }");
        Assert.All(harness.Reasons, reason =>
            Assert.StartsWith("merge of $accumulator threw Error: much", reason, StringComparison.Ordinal));
        Assert.Equal(2, harness.Reasons.Count);
    }

    [Fact]
    public void Its_engine_counts_as_state_of_the_window()
    {
        var plain = OperatorHarness.InWindow("{ $group: { _id: '$k', n: { $sum: 1 } } }");
        var scripted = OperatorHarness.InWindow(Group);

        plain.Process("{ t: '00:01', k: 1, v: 2 }");
        scripted.Process("{ t: '00:01', k: 1, v: 2 }");

        Assert.InRange(
            scripted.Pipeline.Chain.PublishedStateBytes - plain.Pipeline.Chain.PublishedStateBytes,
            640 * 1024,
            642 * 1024);
    }
}
