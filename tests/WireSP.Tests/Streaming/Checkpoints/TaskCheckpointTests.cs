using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Streaming.Checkpoints;

namespace WireSP.Tests.Streaming.Checkpoints;

/// <summary>A task that is ended and begun again goes on as if nothing had happened.</summary>
public sealed class TaskCheckpointTests
{
    private const string Window =
        "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
            + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }] } }";

    private const string Session =
        "{ $sessionWindow: { partitionBy: '$k', gap: { size: 5, unit: 'minute' }, allowedLateness: 0, "
            + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }] } }";

    private static readonly BsonDocument Definition = ExtendedJson.ParseLenient("{ state: { a: 1 } }");

    private readonly TestConnector _connector = new();
    private readonly CollectingTap _tap = new();
    private readonly MemoryCheckpointStore _store = new();
    private readonly List<string> _warnings = [];
    private string _window = Window;

    [Fact]
    public async Task Open_windows_come_back_from_the_state_and_nothing_is_read_again()
    {
        await RunAsync(["{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }", "{ t: '12:06', k: 2 }"]);
        Assert.Equal(["{\"_id\":1,\"n\":1}"], await TakeAsync(1));
        Assert.Equal(3, _connector.Source.Acknowledged[^1]);

        _connector.Source = new ArraySource();
        await RunAsync(
            ["{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }", "{ t: '12:06', k: 2 }"],
            ["{ t: '12:07', k: 2 }", "{ t: '12:10', k: 3 }"]);

        Assert.Equal(["{\"_id\":2,\"n\":3}"], await TakeAsync(1));
        Assert.Empty(_tap.DeadLetters);
    }

    [Fact]
    public async Task A_task_that_begins_anew_stores_at_once_where_it_began()
    {
        var running = Start(out var task);
        await UntilAsync(() => _store.Rows.Count == 1);
        _connector.Source.Complete();
        await running;

        Assert.Equal(1, Assert.Single(_store.Rows).Number);
        Assert.Equal(1, task.Checkpoint!.Number);
    }

    [Fact]
    public async Task A_task_that_did_nothing_new_takes_no_checkpoint()
    {
        await RunAsync(["{ t: '12:00', k: 1 }"]);
        var count = _store.Rows.Count;
        _connector.Source = new ArraySource();
        await RunAsync();

        Assert.Equal(count, _store.Rows.Count);
    }

    [Fact]
    public async Task A_checkpoint_can_be_asked_for_and_named()
    {
        var running = Start(out var task);
        _connector.Source.Add("{ t: '12:00', k: 1 }");

        var number = await task.SaveCheckpointAsync("before");
        _connector.Source.Complete();
        await running;

        Assert.Equal("before", _store.Rows.Single(row => row.Number == number).Name);
        await Assert.ThrowsAsync<TaskCanceledException>(() => task.SaveCheckpointAsync("after"));
    }

    [Fact]
    public async Task Whoever_asked_for_a_checkpoint_learns_that_the_task_has_ended_before()
    {
        _store.Fault = _ => CommitFault.BeforeCommit;
        var running = Start(out var task);
        _connector.Source.Add("{ t: '12:00', k: 1 }");
        var saved = task.SaveCheckpointAsync("before");
        _connector.Source.Complete();

        await Assert.ThrowsAsync<StreamProcessorException>(() => running);
        await Assert.ThrowsAsync<TaskCanceledException>(() => saved);
    }

    [Fact]
    public async Task Sessions_that_were_put_out_are_not_put_out_again_by_another_inner_pipeline()
    {
        string[] first = ["{ t: '12:00', k: 1 }", "{ t: '12:01', k: 2 }", "{ t: '12:02', k: 1 }"];
        string[] second = ["{ t: '12:05', k: 1 }", "{ t: '12:08', k: 1 }"];
        _window = Session;
        await RunAsync(first, second);
        Assert.Equal(["{\"_id\":2,\"n\":1}"], await TakeAsync(1));
        _connector.Source = new ArraySource();
        await RunAsync(ExtendedJson.ParseLenient("{ state: { a: 2 } }"), first, second, ["{ t: '12:20', k: 3 }"]);

        Assert.Equal(["{\"_id\":1,\"n\":4}"], await TakeAsync(1));
        Assert.Empty(_tap.DeadLetters);
    }

    [Fact]
    public async Task Another_inner_pipeline_reads_again_what_open_windows_held()
    {
        await RunAsync(["{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }"], ["{ t: '12:06', k: 2 }"]);
        _ = await TakeAsync(1);
        _connector.Source = new ArraySource();
        await RunAsync(
            ExtendedJson.ParseLenient("{ state: { a: 2 } }"),
            ["{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }"],
            ["{ t: '12:06', k: 2 }"],
            ["{ t: '12:10', k: 3 }"]);

        Assert.Equal(["{\"_id\":2,\"n\":2}"], await TakeAsync(1));
        Assert.Single(_tap.DeadLetters);
    }

    [Fact]
    public async Task A_damaged_checkpoint_is_passed_over_with_a_warning()
    {
        await RunAsync(["{ t: '12:00', k: 1 }"]);
        _connector.Source = new ArraySource();
        await RunAsync(["{ t: '12:00', k: 1 }"], ["{ t: '12:01', k: 1 }"]);
        var newest = _store.Rows[^1].Number;
        _store.Damage(newest, bytes =>
        {
            bytes[^10] ^= 4;
            return bytes;
        });

        _connector.Source = new ArraySource();
        await RunAsync(["{ t: '12:00', k: 1 }"], ["{ t: '12:01', k: 1 }"], ["{ t: '12:05', k: 2 }"]);

        Assert.Equal(["{\"_id\":1,\"n\":2}"], await TakeAsync(1));
        Assert.StartsWith($"checkpoint {newest} is damaged", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_no_checkpoint_is_whole_the_task_fails_and_says_how_to_go_on()
    {
        await RunAsync(["{ t: '12:00', k: 1 }"]);
        foreach (var row in _store.Rows)
        {
            _store.Damage(row.Number, bytes => bytes[..^1]);
        }

        _connector.Source = new ArraySource();
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => RunAsync());

        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.StartsWith("no checkpoint can be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("resumeFromCheckpoint: false", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_a_newer_release_is_refused_untouched()
    {
        await RunAsync(["{ t: '12:00', k: 1 }"]);
        var newest = _store.Rows[^1].Number;
        _store.Damage(newest, _ => CheckpointFormatTests.OfVersion(9));

        _connector.Source = new ArraySource();
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => RunAsync());

        Assert.Contains("format version 9", failure.Message, StringComparison.Ordinal);
        Assert.Contains("up to version 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(newest, _store.Rows[^1].Number);
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_holds_up_checkpoints_and_not_documents()
    {
        _store.WriteFailure = new CheckpointStoreException("the disk is full");
        var running = Start(out var task);
        _connector.Source.Add("{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }");
        Assert.Equal(["{\"_id\":1,\"n\":1}"], await TakeAsync(1));
        await UntilAsync(() => task.Checkpoint?.Trouble is not null);
        Assert.Equal("the disk is full", task.Checkpoint!.Trouble);

        _store.WriteFailure = null;
        _connector.Source.Complete();
        await running;

        Assert.Null(task.Checkpoint.Trouble);
        Assert.Equal(2, _store.Rows[^1].Number);
        Assert.Contains("the disk is full", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_lost_the_task_writes_nothing_more()
    {
        var running = Start(out var task);
        await UntilAsync(() => _store.Rows.Count == 1);
        _ = await _store.BeginEpochAsync(default);
        _connector.Source.Add("{ t: '12:00', k: 1 }");
        _ = task.SaveCheckpointAsync(null);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => running);

        Assert.Equal(417, failure.Code);
        Assert.Single(_store.Rows);
    }

    [Fact]
    public async Task Whoever_lost_the_task_ends_though_nothing_comes_in()
    {
        var running = Start(out var task);
        await UntilAsync(() => _store.Rows.Count == 1);
        _ = await _store.BeginEpochAsync(default);
        _ = task.SaveCheckpointAsync(null);

        Assert.Equal(417, (await Assert.ThrowsAsync<StreamProcessorException>(() => running)).Code);
    }

    [Fact]
    public async Task A_store_that_is_behind_the_sink_does_not_take_a_lost_commit_for_made()
    {
        var outside = new TransactionalOutside
        {
            CommittedCheckpoint = 80,
            Fault = _ => CommitFault.BeforeCommit,
        };
        _connector.SinkOfAttempt = outside.CreateSink;
        string[] documents = ["{ t: '12:00', k: 1 }", "{ t: '12:05', k: 2 }"];
        _ = await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(documents));
        Assert.Empty(outside.Committed);

        outside.Fault = _ => CommitFault.None;
        _connector.Source = new ArraySource();
        await RunAsync(documents);

        Assert.Equal(["{\"_id\":1,\"n\":1}"], outside.Committed);
        Assert.True(outside.CommittedCheckpoint > 80);
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private Task RunAsync(params IReadOnlyList<string>[] batches) => RunAsync(Definition, batches);

    private async Task RunAsync(BsonDocument definition, params IReadOnlyList<string>[] batches)
    {
        foreach (var batch in batches)
        {
            _connector.Source.Add(batch);
        }

        _connector.Source.Complete();
        await Start(out _, definition);
    }

    private async Task<IReadOnlyList<string>> TakeAsync(int count) =>
        [.. (await _connector.Sink.TakeAsync(count)).Select(text => text.Replace(" ", "", StringComparison.Ordinal))];

    private Task Start(out StreamTask task, BsonDocument? definition = null)
    {
        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {_window}, {{ $emit: {{ connectionName: 'out' }} }}]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext("0123456789abcdef01234567", "p1", false, null, TimeProvider.System);
        task = new StreamTask(pipeline, new TaskOptions(context)
        {
            DeadLetters = _tap,
            Checkpoints = _store,
            Definition = definition ?? Definition,
            Warn = _warnings.Add,
        });
        return task.RunAsync(CancellationToken.None);
    }
}
