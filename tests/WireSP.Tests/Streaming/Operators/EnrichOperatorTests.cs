using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class EnrichOperatorTests
{
    private const string Lookup = "{ $lookup: { from: { connectionName: 'in', db: 'd', coll: 'c' }, localField: 'k', "
        + "foreignField: '_id', as: 'found' } }";

    private const string Count = "{ $group: { _id: { $first: '$found.name' }, n: { $sum: 1 } } }";

    [Fact]
    public void A_window_behind_a_lookup_closes_as_without_it()
    {
        var harness = Harness($"[{Lookup}, {Window($"[{Count}]")}]");

        // The third document closes the first window, so the fourth one is late: inside one batch.
        harness.Process(
            "{ k: 1, t: '00:00:01' }", "{ k: 1, t: '00:00:02' }", "{ k: 2, t: '00:00:20' }",
            "{ k: 1, t: '00:00:03' }");

        harness.PutsOut("{ _id: 'one', n: 2 }");
        Assert.Equal(["Input document arrived late."], harness.Reasons);
        harness.SnapshotAndRestore();
        harness.Process("{ k: 2, t: '00:00:21' }", "{ k: 1, t: '00:01:00' }");
        harness.PutsOut("{ _id: 'two', n: 2 }");
    }

    [Fact]
    public void An_idle_source_closes_a_window_behind_a_lookup()
    {
        var harness = Harness($"[{Lookup}, {Window($"[{Count}]", "idleTimeout: { size: 1, unit: 'second' }")}]");

        harness.Process("{ k: 1, t: '00:00:01' }");
        harness.Advance(TimeSpan.FromMinutes(1));

        harness.PutsOut("{ _id: 'one', n: 1 }");
    }

    [Fact]
    public void What_a_filter_drops_ahead_of_the_lookup_moves_the_watermark_all_the_same()
    {
        var harness = Harness($"[{{ $match: {{ $expr: {{ $lt: ['$k', 3] }} }} }}, {Lookup}, {Window($"[{Count}]")}]");

        harness.Process("{ k: 1, t: '00:00:01' }", "{ k: 7, t: '00:00:30' }", "{ k: 1, t: '00:00:02' }");

        harness.PutsOut("{ _id: 'one', n: 1 }");
        Assert.Single(harness.DeadLetters);
    }

    [Fact]
    public void A_lookup_over_the_results_of_a_window_is_followed_by_what_needs_all_of_them()
    {
        const string Inner = "[{ $group: { _id: '$k', n: { $sum: 1 } } }, { $set: { k: '$_id' } }, " + Lookup
            + ", { $set: { name: { $first: '$found.name' } } }, { $sort: { name: 1 } }, { $limit: 1 }, "
            + "{ $unset: ['found', 'k'] }]";
        var harness = Harness($"[{Window(Inner)}]");

        harness.Process(
            "{ k: 2, t: '00:00:01' }", "{ k: 1, t: '00:00:02' }", "{ k: 2, t: '00:00:11' }",
            "{ k: 2, t: '00:00:40' }");

        harness.PutsOut("{ _id: 1, n: 1, name: 'one' }", "{ _id: 2, n: 1, name: 'two' }");
    }

    [Fact]
    public void A_lookup_inside_a_window_runs_ahead_of_it()
    {
        var harness = Harness($"[{Window($"[{Lookup}, {Count}]")}]");

        harness.Process("{ k: 1, t: '00:00:01' }", "{ k: 2, t: '00:00:20' }");

        harness.PutsOut("{ _id: 'one', n: 1 }");
        Assert.Equal(
            ["LookupOperator", "TumblingWindowOperator"], harness.Chain.Operators.Take(2).Select(one => one.Name));
    }

    [Theory]
    [InlineData("{ $sessionWindow: { partitionBy: '$k', gap: { size: 1, unit: 'second' }, "
            + "pipeline: [" + Lookup + "] } }",
        "238 $sessionWindow.pipeline: $lookup is not supported inside a session, ahead of its first $group or $sort; "
            + "put it before the window")]
    [InlineData("{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, "
            + "pipeline: [{ $set: { w: { $meta: 'stream.window.start' } } }, " + Lookup + "] } }",
        "238 $tumblingWindow.pipeline: $lookup is not supported beside stages that look at the window by $meta; put it "
            + "before the window")]
    public void Refuses(string stage, string problem) => Assert.Equal(problem, TestPipelines.ProblemOfStage(stage));

    [Fact]
    public void Two_lookups_and_a_window_between_them_pass_everything_on()
    {
        var harness = Harness(
            $"[{Lookup}, {Window("[{ $group: { _id: '$k', names: { $push: { $first: '$found.name' } } } }, "
                + "{ $set: { k: '$_id' } }]")}, {Lookup}, {{ $project: {{ names: 1, then: '$found.name' }} }}]");

        harness.Process("{ k: 1, t: '00:00:01' }", "{ k: 1, t: '00:00:02' }", "{ k: 2, t: '00:00:20' }");

        harness.PutsOut("{ _id: 1, names: ['one', 'one'], then: ['one'] }");
    }

    [Fact]
    public void Two_lookups_ahead_of_a_window_keep_the_watermark_in_its_place()
    {
        var harness = Harness($"[{Lookup}, {Lookup.Replace("'found'", "'again'", StringComparison.Ordinal)}, "
            + $"{Window($"[{Count}]")}]");

        harness.Process("{ k: 1, t: '00:00:01' }", "{ k: 2, t: '00:00:20' }", "{ k: 1, t: '00:00:03' }");

        harness.PutsOut("{ _id: 'one', n: 1 }");
        Assert.Single(harness.DeadLetters);
    }

    [Fact]
    public void Metadata_survives_a_lookup()
    {
        var harness = Harness(
            "[{ $setStreamMeta: { 'stream.mine': '$k' } }, " + Lookup
                + ", { $project: { mine: { $meta: 'stream.mine' }, type: { $meta: 'stream.source.type' } } }]");

        harness.Process("{ k: 1 }");

        harness.PutsOut("{ mine: 1, type: 'test' }");
    }

    private static string Window(string inner, string more = "allowedLateness: { size: 1, unit: 'second' }") =>
        $"{{ $tumblingWindow: {{ interval: {{ size: 10, unit: 'second' }}, {more}, pipeline: {inner} }} }}";

    private static PipelineHarness Harness(string stages)
    {
        var harness = new PipelineHarness(stages);
        harness.Connector.Collection =
            [.. new[] { "{ _id: 1, name: 'one' }", "{ _id: 2, name: 'two' }" }.Select(ExtendedJson.ParseLenient)];
        return harness;
    }
}
