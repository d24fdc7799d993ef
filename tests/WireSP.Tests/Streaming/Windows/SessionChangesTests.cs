using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

/// <summary>Many sessions, frozen while they go on, written in part, and read back by whoever starts again.</summary>
public class SessionChangesTests
{
    private const int Keys = 2000;
    private const int Seeds = 40;
    private const int Rounds = 6;

    private readonly List<CheckpointPack> _packs = [];

    [Theory]
    [InlineData("{ $sum: '$a' }")]
    [InlineData("{ $push: '$a' }")]
    public void After_a_restart_only_sessions_that_changed_since_are_written(string accumulator)
    {
        var harness = Sessions(accumulator);
        harness.Process(Documents(0, Keys, 1));
        _ = Write(harness.Chain.Freeze());
        harness.Process(Documents(0, 20, 2));
        var (state, segments) = Write(harness.Chain.Freeze());

        var restarted = Sessions(accumulator);
        restarted.Chain.Restore(state, segments);
        restarted.Process(Documents(10, 30, 3));
        restarted.Process(Documents(Keys, Keys + 10, 3));
        (state, segments) = Write(restarted.Chain.Freeze());

        Assert.Equal([1L, 1L, 2L, 2L, 3L, 3L], _packs[2].Segments.Select(segment => segment.Pack));
        Assert.InRange(_packs[2].Length, 1, _packs[0].Length / 20);
        Assert.Equal(Results(restarted), RestoredResults(accumulator, state, segments));
    }

    [Fact]
    public void Restart_after_restart_all_sessions_come_back()
    {
        var harness = Sessions("{ $sum: '$a' }");
        harness.Process(Documents(0, Keys, 1));
        _ = Write(harness.Chain.Freeze());

        // The last ones go on and the first ones end: what is written names numbers of sessions that are no more.
        harness.Process(Documents(Keys - 500, Keys, 2, minute: 1));
        harness.Process("{ t: '12:02', k: 'line', a: 0 }");
        var (state, segments) = Write(harness.Chain.Freeze());
        for (var restart = 0; restart < 3; restart++)
        {
            harness = Sessions("{ $sum: '$a' }");
            harness.Chain.Restore(state, segments);
            harness.Process(Documents(restart * 10, (restart * 10) + 20, 5, minute: 2));
            (state, segments) = Write(harness.Chain.Freeze());
        }

        Assert.Equal(Results(harness), RestoredResults("{ $sum: '$a' }", state, segments));
    }

    [Theory]
    [InlineData("{ $sum: '$a' }")]
    [InlineData("{ $push: '$a' }")]
    public void What_is_frozen_is_written_as_it_was_whatever_is_touched_opened_joined_or_closed_meanwhile(
        string accumulator)
    {
        var inSegments = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            CheckRun(accumulator, new Random(seed), seed);
            inSegments += _packs.Count(pack => pack.Length > 0);
        }

        // Few sessions are written in another way.
        Assert.InRange(inSegments, Seeds * Rounds / 2, Seeds * Rounds);
    }

    // Documents come in disorder over a time that moves on, so that sessions are joined and closed. Each round freezes,
    // goes on with some of them, and writes; then it starts again from that, or does not.
    private void CheckRun(string accumulator, Random random, int seed)
    {
        _packs.Clear();
        List<string> seen = [];
        var harness = Sessions(accumulator);
        for (var round = 0; round < Rounds; round++)
        {
            Go(harness, seen, random, round * 2);
            var frozen = harness.Chain.Freeze();
            string[] before = [.. seen];
            Go(harness, seen, random, (round * 2) + 1);
            var (state, segments) = Write(frozen);

            var restored = Sessions(accumulator);
            restored.Chain.Restore(state, segments);
            Assert.True(
                ResultsBehind(before, accumulator).SequenceEqual(Results(restored)),
                $"seed {seed}, round {round}: what was written is not what was frozen");
            if (random.Next(2) == 0)
            {
                seen = [.. before];
                harness = Sessions(accumulator);
                (state, segments) = ReadAgain(state);
                harness.Chain.Restore(state, segments);
            }
        }
    }

    private static void Go(PipelineHarness harness, List<string> seen, Random random, int minute)
    {
        var documents = new string[random.Next(1, 300)];
        for (var i = 0; i < documents.Length; i++)
        {
            var disorder = random.Next(4) == 0 ? random.Next(30) : 0;
            var second = Math.Max(0, (minute * 60) + (i * 60 / documents.Length) - disorder);
            documents[i] = string.Create(
                CultureInfo.InvariantCulture,
                $"{{ t: '12:{second / 60:D2}:{second % 60:D2}', k: {random.Next(250)}, a: {random.Next(1000)} }}");
        }

        seen.AddRange(documents);
        harness.Process(documents);
    }

    private static IEnumerable<string> ResultsBehind(string[] documents, string accumulator)
    {
        var reference = Sessions(accumulator);
        reference.Process(documents);
        var count = reference.Output.Count;
        return Results(reference).Skip(count);
    }

    private static IReadOnlyList<string> RestoredResults(string accumulator, BsonDocument state, StateReader segments)
    {
        var restored = Sessions(accumulator);
        restored.Chain.Restore(state, segments);
        return Results(restored);
    }

    private static PipelineHarness Sessions(string accumulator) => new(
        "[{ $sessionWindow: { partitionBy: '$k', gap: { size: 1, unit: 'minute' }, "
        + "allowedLateness: { size: 1, unit: 'minute' }, "
        + $"pipeline: [{{ $group: {{ _id: '$k', x: {accumulator} }} }}] }} }}]");

    private static string[] Documents(int from, int to, int factor, int minute = 0)
    {
        var documents = new string[to - from];
        for (var i = from; i < to; i++)
        {
            documents[i - from] = string.Create(
                CultureInfo.InvariantCulture, $"{{ t: '12:{minute:D2}', k: 'key {i}', a: {i * factor} }}");
        }

        return documents;
    }

    private static IReadOnlyList<string> Results(PipelineHarness harness)
    {
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

    // Segments are given once.
    private (BsonDocument State, StateReader Segments) ReadAgain(BsonDocument state) =>
        (state, FrozenChain.ReadSegments(_packs[^1], _packs));
}
