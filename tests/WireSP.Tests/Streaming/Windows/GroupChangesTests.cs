using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

/// <summary>State of many groups and documents, frozen while it goes on, written in part, and read back.</summary>
public class GroupChangesTests
{
    private const int Keys = 2000;

    private readonly List<CheckpointPack> _packs = [];

    [Theory]
    [InlineData("{ $sum: '$a' }")]
    [InlineData("{ $sum: 1 }")]
    [InlineData("{ $avg: '$a' }")]
    [InlineData("{ $sum: '$d' }")]
    [InlineData("{ $avg: '$d' }")]
    [InlineData("{ $sum: { $multiply: ['$d', { $mod: ['$a', 2] }] } }")]
    [InlineData("{ $avg: { $cond: [{ $gt: ['$a', 70] }, '$d', '$a'] } }")]
    [InlineData("{ $max: '$a' }")]
    [InlineData("{ $min: '$nowhere' }")]
    [InlineData("{ $max: { $cond: [{ $gt: ['$a', 70] }, '$d', '$nowhere'] } }")]
    [InlineData("{ $last: '$nowhere' }")]
    [InlineData("{ $max: '$s' }")]
    [InlineData("{ $push: '$a' }")]
    [InlineData("{ $addToSet: '$s' }")]
    [InlineData("{ $topN: { n: 2, sortBy: { a: -1 }, output: '$s' } }")]
    [InlineData("{ $median: { input: '$a', method: 'approximate' } }")]
    [InlineData("{ $mergeObjects: '$$ROOT' }")]
    public void Groups_are_written_as_they_were_however_they_go_on_meanwhile(string accumulator)
    {
        var harness = Grouping(accumulator);
        Feed(harness, 0, Keys, 1);
        var expected = Results(Grouping(accumulator), run => Feed(run, 0, Keys, 1));

        var frozen = harness.Chain.Freeze();
        Feed(harness, Keys / 2, Keys * 3 / 2, 7);
        var (state, segments) = Write(frozen);

        Assert.Equal(expected, Results(Grouping(accumulator), run => run.Chain.Restore(state, segments)));
    }

    [Fact]
    public void Groups_are_written_as_they_were_though_their_window_closes_meanwhile()
    {
        var harness = Grouping("{ $push: '$a' }");
        Feed(harness, 0, Keys, 1);
        var expected = Results(Grouping("{ $push: '$a' }"), run => Feed(run, 0, Keys, 1));

        var frozen = harness.Chain.Freeze();
        harness.Process("{ t: '13:00', k: 'late' }");
        Feed(harness, 0, Keys, 9, "13:00");
        var (state, segments) = Write(frozen);

        Assert.Equal(expected, Results(Grouping("{ $push: '$a' }"), run => run.Chain.Restore(state, segments)));
    }

    [Theory]
    [InlineData("{ $sum: '$a' }")]
    [InlineData("{ $max: '$s' }")]
    [InlineData("{ $push: '$a' }")]
    [InlineData("{ $addToSet: '$s' }")]
    [InlineData("{ $lastN: { n: 2, input: '$a' } }")]
    [InlineData("{ $median: { input: '$a', method: 'approximate' } }")]
    [InlineData("{ $mergeObjects: '$$ROOT' }")]
    public void Only_changed_groups_are_written_and_all_come_back(string accumulator)
    {
        var harness = Grouping(accumulator);
        Feed(harness, 0, Keys, 1);
        _ = Write(harness.Chain.Freeze());
        for (var round = 0; round < 3; round++)
        {
            Feed(harness, round * 10, (round * 10) + 15, round + 2);
            Feed(harness, Keys + (round * 10), Keys + (round * 10) + 10, round + 2);
            _ = Write(harness.Chain.Freeze());
        }

        var (state, segments) = Write(harness.Chain.Freeze());
        var sizes = _packs.ConvertAll(pack => pack.Length);
        var restored = Results(Grouping(accumulator), run => run.Chain.Restore(state, segments));

        Assert.All(sizes[1..4], size => Assert.InRange(size, 1, sizes[0] / 10));
        Assert.Equal(0, sizes[4]);
        Assert.Equal(Results(harness, _ => { }), restored);
    }

    [Fact]
    public void After_a_restart_only_what_has_changed_since_is_written()
    {
        var harness = Grouping("{ $sum: '$a' }");
        Feed(harness, 0, Keys, 1);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, 20, 2);
        var (state, segments) = Write(harness.Chain.Freeze());

        var restarted = Grouping("{ $sum: '$a' }");
        restarted.Chain.Restore(state, segments);
        Feed(restarted, 10, 30, 3);
        (state, segments) = Write(restarted.Chain.Freeze());
        var restored = Results(Grouping("{ $sum: '$a' }"), run => run.Chain.Restore(state, segments));

        Assert.Equal([1L, 2L, 3L], _packs[2].Segments.Select(segment => segment.Pack));
        Assert.InRange(_packs[2].Length, 1, _packs[0].Length / 20);
        Assert.Equal(Results(restarted, _ => { }), restored);
    }

    [Fact]
    public void However_often_a_task_restarts_a_pack_is_used_no_more_than_a_hundred_times()
    {
        var harness = Grouping("{ $sum: '$a' }");
        Feed(harness, 0, Keys, 1);
        var (state, segments) = Write(harness.Chain.Freeze());
        while (_packs[^1].Segments[0].Pack == 1)
        {
            harness = Grouping("{ $sum: '$a' }");
            harness.Chain.Restore(state, segments);
            (state, segments) = Write(harness.Chain.Freeze());
        }

        Assert.Equal(101, _packs.Count);
    }

    [Fact]
    public void After_a_restart_only_documents_that_came_since_are_written()
    {
        var harness = Sorting();
        Feed(harness, 0, Keys, 1);
        var (state, segments) = Write(harness.Chain.Freeze());

        var restarted = Sorting();
        restarted.Chain.Restore(state, segments);
        Feed(restarted, 0, 10, 3);
        (state, segments) = Write(restarted.Chain.Freeze());
        var restored = Results(Sorting(), run => run.Chain.Restore(state, segments));

        Assert.InRange(_packs[1].Length, 1, _packs[0].Length / 50);
        Assert.Equal(Results(restarted, _ => { }), restored);
    }

    [Fact]
    public void All_is_written_again_when_half_of_it_has_changed()
    {
        var harness = Grouping("{ $sum: '$a' }");
        Feed(harness, 0, Keys, 1);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, Keys / 3, 2);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, Keys / 3, 3);
        _ = Write(harness.Chain.Freeze());

        Assert.Equal([1L, 1L, 3L], _packs.ConvertAll(pack => pack.Segments[0].Pack));
        Assert.Equal([1, 2, 1], _packs.ConvertAll(pack => pack.Segments.Count));
    }

    [Fact]
    public void What_was_taken_down_early_is_counted_and_let_go_when_its_pane_changes_no_more()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 10, unit: 'minute' }, hopSize: { size: 5, unit: 'minute' }, "
            + "allowedLateness: 0, pipeline: [{ $group: { _id: '$k', x: { $addToSet: '$s' } } }] } }]");
        Feed(harness, 0, Keys, 1);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, Keys, 2);
        var frozen = harness.Chain.Freeze();
        Feed(harness, 0, Keys, 2);
        _ = Write(frozen);
        var busy = harness.Chain.PublishedStateBytes;

        harness.Process("{ t: '12:06', k: 'another pane' }");
        _ = Write(harness.Chain.Freeze());
        _ = Write(harness.Chain.Freeze());
        harness.Advance(TimeSpan.Zero);

        Assert.InRange(busy - harness.Chain.PublishedStateBytes, 50_000, 1_000_000);
    }

    [Fact]
    public void Of_documents_only_those_that_came_since_are_written()
    {
        var harness = Sorting();
        Feed(harness, 0, Keys, 1);
        var frozen = harness.Chain.Freeze();
        Feed(harness, 0, 10, 2);
        _ = Write(frozen);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, 10, 3);

        var (state, segments) = Write(harness.Chain.Freeze());
        var restored = Results(Sorting(), run => run.Chain.Restore(state, segments));

        Assert.All(_packs[1..], pack => Assert.InRange(pack.Length, 1, _packs[0].Length / 50));
        Assert.Equal(Results(harness, _ => { }), restored);
    }

    [Fact]
    public void Documents_are_written_as_they_were_though_their_window_closes_meanwhile()
    {
        var harness = Sorting();
        Feed(harness, 0, Keys, 1);
        var frozen = harness.Chain.Freeze();
        harness.Process("{ t: '13:00', k: 'late', a: 1 }");
        Feed(harness, 0, Keys, 9, "13:00");
        var (state, segments) = Write(frozen);

        Assert.Equal(
            Results(Sorting(), run => Feed(run, 0, Keys, 1)),
            Results(Sorting(), run => run.Chain.Restore(state, segments)));
    }

    [Theory]
    [InlineData("{ $push: '$a' }")]
    [InlineData("{ $sum: '$a' }")]
    public void Sessions_are_written_as_they_were_however_they_go_on_meanwhile(string accumulator)
    {
        var harness = Sessions(accumulator);
        Feed(harness, 0, Keys, 1);
        var expected = Results(Sessions(accumulator), run => Feed(run, 0, Keys, 1));

        var frozen = harness.Chain.Freeze();
        Feed(harness, Keys / 2, Keys * 3 / 2, 7, "12:01");
        harness.Process("{ t: '13:00', k: 'later' }");
        Feed(harness, 0, Keys, 9, "13:00");
        var (state, segments) = Write(frozen);

        Assert.Equal(expected, Results(Sessions(accumulator), run => run.Chain.Restore(state, segments)));
    }

    [Fact]
    public void Only_changed_sessions_are_written_and_all_come_back()
    {
        var harness = Sessions("{ $push: '$a' }");
        Feed(harness, 0, Keys, 1);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, 20, 2);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 10, 30, 3);
        Feed(harness, Keys, Keys + 10, 3);

        var (state, segments) = Write(harness.Chain.Freeze());
        var restored = Results(Sessions("{ $push: '$a' }"), run => run.Chain.Restore(state, segments));

        Assert.All(_packs[1..], pack => Assert.InRange(pack.Length, 1, _packs[0].Length / 20));
        Assert.Equal(Results(harness, _ => { }), restored);
    }

    [Fact]
    public void Few_sessions_many_and_few_again_come_back()
    {
        var harness = Sessions("{ $push: '$s' }");
        for (var round = 0; round < 400; round++)
        {
            Feed(harness, 0, 3, round);
        }

        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, 200, 1);
        _ = Write(harness.Chain.Freeze());
        Feed(harness, 0, 3, 5, "12:03");
        harness.Process("{ t: '12:05', k: 'line' }");
        _ = Write(harness.Chain.Freeze());

        var (state, segments) = Write(harness.Chain.Freeze());
        var before = harness.Output.Count;
        var restored = Results(Sessions("{ $push: '$s' }"), run => run.Chain.Restore(state, segments));

        Assert.Equal(Results(harness, _ => { }).Skip(before), restored);
    }

    [Fact]
    public void State_of_the_first_version_is_read()
    {
        var harness = Grouping("{ $sum: '$a' }");
        harness.Chain.Restore(
            ExtendedJson.ParseLenient(
                $$"""
                { lastInput: { $numberLong: '0' }, time: { watermark: { $numberLong: '0' }, partitions: [] },
                  operators: [
                  { name: 'TumblingWindowOperator', state: {
                      closedUpTo: { $numberLong: '0' }, watermark: { $numberLong: '0' }, windows: [
                        { start: { $numberLong: '{{DocumentRow.At("12:00")}}' }, partition: 0,
                          position: { $numberLong: '0' }, ingested: { $numberLong: '0' }, origin: {}, state: { groups: [
                            { _id: 'a', x: { type: 16, high: { $numberLong: '0' }, low: { $numberLong: '3' },
                                             sum: 0.0, rest: 0.0, decimalHigh: { $numberLong: '0' },
                                             decimalLow: { $numberLong: '0' } } } ] } } ] } } ] }
                """),
            StateReader.None);

        harness.Process("{ t: '12:00', k: 'a', a: 4 }", "{ t: '13:00', k: 'a' }");

        harness.PutsOut("{ _id: 'a', x: 7 }");
    }

    private static PipelineHarness Grouping(string accumulator) => new(
        "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
        + $"pipeline: [{{ $group: {{ _id: '$k', x: {accumulator} }} }}] }} }}]");

    private static PipelineHarness Sorting() => new(
        "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
        + "pipeline: [{ $sort: { a: -1 } }] } }]");

    private static PipelineHarness Sessions(string accumulator) => new(
        "[{ $sessionWindow: { partitionBy: '$k', gap: { size: 2, unit: 'minute' }, allowedLateness: 0, "
        + $"pipeline: [{{ $group: {{ _id: '$k', x: {accumulator} }} }}] }} }}]");

    private static void Feed(PipelineHarness harness, int from, int to, int factor, string time = "12:00")
    {
        var documents = new string[to - from];
        for (var i = from; i < to; i++)
        {
            documents[i - from] = string.Create(
                CultureInfo.InvariantCulture,
                $"{{ t: '{time}', k: 'key {i}', a: {i * factor}, d: {i * factor / 7.0:F9}, s: 'text {i * factor}' }}");
        }

        harness.Process(documents);
    }

    private static IReadOnlyList<string> Results(PipelineHarness harness, Action<PipelineHarness> prepare)
    {
        prepare(harness);
        harness.Process("{ t: '14:00', k: 'end', a: 0 }");
        return [.. harness.Output];
    }

    private (BsonDocument State, StateReader Segments) Write(Func<CheckpointPack, BsonDocument> frozen)
    {
        var pack = new CheckpointPack(_packs.Count + 1);
        var state = frozen(pack);
        pack.Complete();
        _packs.Add(pack);
        return (state, FrozenChain.ReadSegments(pack, _packs));
    }
}
