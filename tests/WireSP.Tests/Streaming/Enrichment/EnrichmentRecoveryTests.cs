using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Streaming.Checkpoints;

namespace WireSP.Tests.Streaming.Enrichment;

/// <summary>A task with a lookup that fails, or is ended while it waits, loses nothing when it begins again.</summary>
public sealed class EnrichmentRecoveryTests
{
    private const string Stages =
        "{ $lookup: { from: { connectionName: 'in', db: 'd', coll: 'c' }, localField: 'k', foreignField: '_id', "
            + "as: 'found' } }, { $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
            + "pipeline: [{ $group: { _id: { $first: '$found.name' }, n: { $sum: 1 } } }] } }";

    private static readonly BsonDocument Definition = ExtendedJson.ParseLenient("{ state: { a: 1 } }");

    private static readonly string[] Documents =
        ["{ t: '12:00', k: 1 }", "{ t: '12:01', k: 1 }", "{ t: '12:04', k: 1 }", "{ t: '12:06', k: 1 }"];

    private readonly TestConnector _connector = new()
    {
        Collection = [ExtendedJson.ParseLenient("{ _id: 1, name: 'one' }")],
    };

    private readonly MemoryCheckpointStore _store = new();

    [Fact]
    public async Task A_lookup_that_fails_is_asked_again_by_the_next_attempt()
    {
        await RunAsync([Documents[0]]);
        _connector.FailuresLeft = 1;
        _connector.Source = new ArraySource();

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => RunAsync([Documents[..2]]));
        Assert.Equal(RetryPolicy.WithBackoff, failure.Retry);
        _connector.Source = new ArraySource();
        await RunAsync([Documents]);

        var result = Assert.Single(await _connector.Sink.TakeAsync(1));
        Assert.Equal("{\"_id\":\"one\",\"n\":3}", result.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_that_is_ended_while_it_waits_for_an_answer_loses_nothing()
    {
        var held = new TaskCompletionSource();
        _connector.Held = held.Task;
        _connector.Source.Add(Documents[..3]);
        using var stop = new CancellationTokenSource();
        var clock = new FakeClock(DocumentRow.Day);
        var running = Start(clock, stop.Token);

        await stop.CancelAsync();
        while (!running.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(11));
            await Task.Yield();
        }

        await running;
        _connector.Held = Task.CompletedTask;
        _connector.Source = new ArraySource();
        await RunAsync([Documents]);

        var result = Assert.Single(await _connector.Sink.TakeAsync(1));
        Assert.Equal("{\"_id\":\"one\",\"n\":3}", result.Replace(" ", "", StringComparison.Ordinal));
    }

    private async Task RunAsync(params IReadOnlyList<string>[] batches)
    {
        foreach (var batch in batches)
        {
            _connector.Source.Add(batch);
        }

        _connector.Source.Complete();
        await Start(TimeProvider.System, CancellationToken.None);
    }

    private Task Start(TimeProvider clock, CancellationToken stop)
    {
        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {Stages}, {{ $emit: {{ connectionName: 'out' }} }}]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p1", false, null, clock);
        var task = new StreamTask(pipeline, new TaskOptions(context) { Checkpoints = _store, Definition = Definition });
        return task.RunAsync(stop);
    }
}
