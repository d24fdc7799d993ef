using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Tasks;

public sealed class StreamTaskTests : IDisposable
{
    private const string Window =
        "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, idleTimeout: { size: 1, unit: "
            + "'second' }, pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }] } }";

    private readonly TestConnector _connector = new();
    private readonly CollectingTap _tap = new();
    private readonly FakeClock _clock = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task Documents_flow_from_source_to_sink_and_a_stop_ends_it_in_order()
    {
        var (task, running) = Start("{ $match: { a: { $gt: 1 } } }, { $set: { b: 1 } }");
        _connector.Source.Add("{ a: 1 }", "{ a: 2 }");
        _connector.Source.Add("{ a: 3 }");

        Assert.Equal(["{\"a\":2,\"b\":1}", "{\"a\":3,\"b\":1}"], await TakeAsync(2));
        await _stop.CancelAsync();
        await running;

        Assert.True(_connector.Sink.IsDisposed && _connector.Source.IsDisposed);
        Assert.Equal(3, task.LastPosition!.Value["n"].AsInt64);
        Assert.Equal(3, _connector.Source.Acknowledged[^1]);
        Assert.True(_connector.Sink.Flushes > 0);
    }

    [Fact]
    public async Task A_source_that_ends_ends_the_task_after_everything_was_written()
    {
        var (task, running) = Start("{ $set: { b: 1 } }");
        _connector.Source.Add("{ a: 1 }");
        _connector.Source.Complete();

        await running;

        Assert.Single(await TakeAsync(1));
        Assert.Equal(1, task.Statistics.OutputCount);
    }

    [Fact]
    public async Task A_task_goes_on_behind_the_position_it_is_given()
    {
        var position = new BsonDocumentBuilder { { "n", 2L } }.ToDocument();
        var (_, running) = Start("{ $set: { b: 1 } }", options => options with { Position = position });
        _connector.Source.Add("{ a: 1 }", "{ a: 2 }", "{ a: 3 }");
        _connector.Source.Complete();

        await running;

        Assert.Equal(["{\"a\":3,\"b\":1}"], await TakeAsync(1));
    }

    [Fact]
    public async Task Without_checkpoints_the_source_keeps_what_open_windows_hold()
    {
        var (_, running) = Start(Window);
        _connector.Source.Add("{ t: '12:00', k: 1 }");
        _connector.Source.Add("{ t: '12:05', k: 2 }");
        _connector.Source.Add("{ t: '12:06', k: 2 }");
        Assert.Equal(["{\"_id\":1,\"n\":1}"], await TakeAsync(1));
        _connector.Source.Complete();
        await running;

        Assert.Equal(1, _connector.Source.Acknowledged[^1]);
    }

    [Theory]
    [InlineData("", 1024, 1024, 952)]
    [InlineData(", { $sort: { _id: 1 } }", 3000)]
    [InlineData(", { $sort: { _id: 1 } }, { $set: { s: 1 } }", 3000)]
    [InlineData(", { $match: { _id: { $lt: 100 } } }", 100)]
    [InlineData(", { $match: { _id: { $gte: 2500 } } }", 500)]
    [InlineData(", { $match: { _id: { $gte: 500 } } }", 1024, 1024, 452)]
    public async Task A_large_window_reaches_the_sink_in_parts_that_nothing_else_refers_to(
        string stages, params int[] parts)
    {
        var (task, running) = Start(GroupsThen(stages));
        _connector.Source.Add([.. Enumerable.Range(0, 3000).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        _connector.Source.Add("{ t: '12:05', k: -1 }");
        _connector.Source.Complete();
        await running;

        var ids = (await TakeAsync(parts.Sum())).Select(text => ExtendedJson.Parse(text)["_id"].AsInt32).ToList();
        Assert.Equal(parts, _connector.Sink.WriteCounts);
        Assert.Equal(Enumerable.Range(ids[0], parts.Sum()), ids);
        Assert.Equal(parts.Sum(), task.Statistics.OutputCount);
    }

    [Fact]
    public async Task A_large_window_behind_a_lookup_reaches_the_sink_in_parts_too()
    {
        var (_, running) = Start(
            "{ $lookup: { from: { connectionName: 'in', db: 'd', coll: 'c' }, localField: 'k', foreignField: '_id', "
            + "as: 'found' } }, " + GroupsThen(""));
        _connector.Source.Add([.. Enumerable.Range(0, 3000).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        _connector.Source.Add("{ t: '12:05', k: -1 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal([1024, 1024, 952], _connector.Sink.WriteCounts);
        Assert.Equal(3000, (await TakeAsync(3000)).Distinct().Count());
    }

    [Fact]
    public async Task Many_windows_that_end_at_once_reach_the_sink_in_parts_though_each_sorts_its_results()
    {
        var (_, running) = Start(
            "{ $sessionWindow: { partitionBy: '$k', gap: { size: 1, unit: 'minute' }, allowedLateness: 0, pipeline: ["
            + "{ $group: { _id: '$k', n: { $sum: 1 } } }, { $sort: { _id: 1 } }] } }");
        _connector.Source.Add([.. Enumerable.Range(0, 3000).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        _connector.Source.Add("{ t: '12:05', k: -1 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal([1024, 1024, 952], _connector.Sink.WriteCounts);
        Assert.Equal(3000, (await TakeAsync(3000)).Distinct().Count());
    }

    [Fact]
    public async Task A_sink_that_is_behind_gets_what_follows_at_once()
    {
        var (task, running) = Start(GroupsThen(""));
        _connector.Sink.Hold();
        _connector.Source.Add([.. Enumerable.Range(0, 20_000).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        _connector.Source.Add("{ t: '12:05', k: -1 }");
        _connector.Source.Complete();
        await UntilAsync(() => task.Statistics.Operators[^1].InputCount >= 20_000);
        _connector.Sink.Release();
        await running;

        var ids = (await TakeAsync(20_000)).Select(text => ExtendedJson.Parse(text)["_id"].AsInt32);
        Assert.Equal(Enumerable.Range(0, 20_000), ids);
        Assert.Equal(1024, _connector.Sink.WriteCounts[0]);
        Assert.True(_connector.Sink.WriteCounts[^1] > 1024);
    }

    [Fact]
    public async Task A_limit_behind_a_window_holds_all_of_its_results_back()
    {
        var (_, running) = Start(GroupsThen("", "{ $throttle: { messagesPerSec: 1000000 } }"));
        _connector.Source.Add([.. Enumerable.Range(0, 3000).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        _connector.Source.Add("{ t: '12:05', k: -1 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal([3000], _connector.Sink.WriteCounts);
    }

    [Fact]
    public async Task An_idle_window_closes_by_the_clock_alone()
    {
        var (_, running) = Start(Window);
        _connector.Source.Add("{ t: '12:04:59', k: 1 }");
        await UntilAsync(() => _clock.WaitingTimers == 2);

        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(["{\"_id\":1,\"n\":1}"], await TakeAsync(1));
        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Statistics_count_documents_bytes_and_dead_letters_by_operator()
    {
        var (task, running) = Start("{ $match: { a: { $gte: 0 } } }, { $set: { r: { $divide: [1, '$a'] } } }");
        _connector.Source.Add("{ a: 1 }", "{ a: 0 }", "{ a: -1 }", "{ undecodable: 'x' }", "{ a: 2, refuse: 1 }");
        _connector.Source.Complete();
        await running;

        var statistics = task.Statistics;
        Assert.Equal(5, statistics.InputCount);
        Assert.Equal(1, statistics.OutputCount);
        Assert.Equal(3, statistics.DeadLetterCount);
        Assert.Equal(
            ["TestSourceOperator 5/4/1", "MatchOperator 4/3/0", "SetOperator 3/2/1", "TestEmitOperator 2/1/1"],
            statistics.Operators.Select(row => $"{row.Name} {row.InputCount}/{row.OutputCount}/{row.DeadLetterCount}"));
        Assert.Equal(1, statistics.Latency!.Count - 1);
        Assert.Equal(3, _tap.DeadLetters.Count);
    }

    [Fact]
    public async Task Totals_of_earlier_attempts_are_added()
    {
        var carry = new TaskStatistics
        {
            InputCount = 10,
            OutputCount = 5,
            Operators = [new OperatorStatistics("TestSourceOperator") { InputCount = 10 }],
        };
        var (task, running) = Start("{ $set: { b: 1 } }", options => options with { Carry = carry });
        _connector.Source.Add("{ a: 1 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal(11, task.Statistics.InputCount);
        Assert.Equal(6, task.Statistics.OutputCount);
        Assert.Equal(11, task.Statistics.Operators[0].InputCount);
    }

    [Fact]
    public async Task Samples_show_outputs_with_metadata_and_dead_letters()
    {
        var (_, running) = Start("{ $set: { r: { $divide: [1, '$a'] } } }");
        _connector.Source.Add("{ a: 1 }");
        _connector.Source.Add("{ a: 0 }");
        _connector.Source.Complete();
        await running;

        Assert.Equal(2, _tap.Shown.Count);
        Assert.Contains(
            "\"_stream_meta\":{\"source\":{\"type\":\"test\"",
            _tap.Shown.First().Replace(" ", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        Assert.StartsWith("{\"_dlqMessage\"", _tap.Shown.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_rendered_when_nobody_samples()
    {
        _tap.IsWanted = false;
        var (_, running) = Start("{ $set: { b: 1 } }");
        _connector.Source.Add("{ a: 1 }");
        _connector.Source.Complete();
        await running;

        Assert.Empty(_tap.Shown);
    }

    [Fact]
    public async Task A_slow_sink_slows_the_source()
    {
        _connector.Sink.Hold();
        var (task, running) = Start("{ $set: { b: 1 } }");
        for (var i = 0; i < 20; i++)
        {
            _connector.Source.Add("{ a: 1 }");
        }

        await UntilAsync(() => task.Statistics.InputCount == BatchSlots.CountMax);
        Assert.Equal(0, task.Statistics.OutputCount);
        _connector.Sink.Release();
        Assert.Equal(20, (await TakeAsync(20)).Count);
        Assert.Equal(20, task.Statistics.InputCount);

        await _stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_failure_of_the_source_is_the_tasks()
    {
        var failure = new StreamProcessorException(419, FailureDomain.External, RetryPolicy.WithBackoff, "broker gone");
        _connector.Source.Failure = failure;
        var (_, running) = Start("{ $set: { b: 1 } }");

        Assert.Same(failure, await Assert.ThrowsAsync<StreamProcessorException>(() => running));
        Assert.True(_connector.Sink.IsDisposed);
    }

    [Fact]
    public async Task A_failure_of_the_sink_is_the_tasks()
    {
        var failure = new StreamProcessorException(419, FailureDomain.External, RetryPolicy.WithBackoff, "broker gone");
        _connector.Sink.Failure = failure;
        var (task, running) = Start("{ $set: { b: 1 } }");
        _connector.Source.Add("{ a: 1 }");

        Assert.Same(failure, await Assert.ThrowsAsync<StreamProcessorException>(() => running));
        Assert.Null(task.LastPosition);
        Assert.Empty(_connector.Source.Acknowledged);
    }

    [Fact]
    public async Task A_source_that_cannot_be_opened_fails_the_start()
    {
        _connector.Source.OpenFailure = new InvalidOperationException("no such thing");
        var (task, running) = Start("{ $set: { b: 1 } }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => running);
        Assert.Equal(1, failure.Code);
        Assert.Equal(FailureDomain.Internal, failure.Domain);
        Assert.Same(failure, await Assert.ThrowsAsync<StreamProcessorException>(() => task.Started));
    }

    [Fact]
    public async Task State_over_the_tiers_memory_fails_the_task_and_names_the_operator()
    {
        var (_, running) = Start(Window, options => options with { StateBytesMax = 1000 });
        _connector.Source.Add([.. Enumerable.Range(0, 500).Select(i => $"{{ t: '12:00', k: {i} }}")]);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => running);

        Assert.Equal(418, failure.Code);
        Assert.Equal(FailureDomain.User, failure.Domain);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.StartsWith("Worker out of memory: the state takes ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("TumblingWindowOperator", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_gives_back_what_closed_windows_left_before_it_fails_for_memory()
    {
        const string window = "{ $hoppingWindow: { interval: { size: 10, unit: 'minute' }, hopSize: { size: 5, unit: "
            + "'minute' }, allowedLateness: 0, pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }] } }";
        List<string[]> batches =
        [
            .. Enumerable.Range(10, 10).Select(minute => Enumerable.Range(0, 500).Select(
                key => $"{{ t: '12:{minute / 2 * 5:00}', k: {key} }}").ToArray()),
        ];
        long stateMax = 0;
        var plenty = new PipelineHarness($"[{window}]");
        foreach (var batch in batches)
        {
            plenty.Process(batch);
            stateMax = Math.Max(stateMax, plenty.Chain.PublishedStateBytes);
        }

        Assert.InRange(plenty.Chain.PublishedMemoryBytesMax, stateMax + 1, long.MaxValue);
        var (task, running) = Start(window, options => options with { StateBytesMax = stateMax });
        foreach (var batch in batches)
        {
            _connector.Source.Add(batch);
        }

        _connector.Source.Complete();
        await running;

        Assert.Equal(plenty.Output.Count, task.Statistics.OutputCount);
        Assert.InRange(task.Statistics.StateBytes + task.Statistics.SpareBytes, 1, stateMax);
    }

    [Fact]
    public async Task An_engine_of_JavaScript_counts_as_memory_of_the_tier()
    {
        var (_, running) = Start(
            "{ $set: { a: { $function: { body: 'v => v', args: ['$v'], lang: 'js' } } } }",
            options => options with { StateBytesMax = 100_000 });
        _connector.Source.Add("{ v: 1 }");

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => running);

        Assert.Equal(418, failure.Code);
        Assert.Contains("SetOperator holds 655360;", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_before_the_start_ends_at_once()
    {
        await _stop.CancelAsync();
        var (_, running) = Start("{ $set: { b: 1 } }");

        await running;
    }

    private static string GroupsThen(string inside, string? behind = null) =>
        "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: ["
            + $"{{ $group: {{ _id: '$k', n: {{ $sum: 1 }} }} }}{inside}] }} }}{(behind is null ? "" : $", {behind}")}";

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private async Task<IReadOnlyList<string>> TakeAsync(int count) =>
        [.. (await _connector.Sink.TakeAsync(count)).Select(text => text.Replace(" ", "", StringComparison.Ordinal))];

    private (StreamTask Task, Task Running) Start(string stages, Func<TaskOptions, TaskOptions>? change = null)
    {
        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {stages}, {{ $emit: {{ connectionName: 'out' }} }}]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: false, null, _clock);
        var options = new TaskOptions(context) { Samples = _tap, DeadLetters = _tap };
        var task = new StreamTask(pipeline, change is null ? options : change(options));
        return (task, task.RunAsync(_stop.Token));
    }
}
