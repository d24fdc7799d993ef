using WireSP.Benchmarks.Engine;
using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Tasks;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>A task over a store on the disk, as a server runs it; takes checkpoints when it is asked to.</summary>
internal sealed class CheckpointedTask : IAsyncDisposable
{
    private const string ProcessorId = "000000000000000000000000";

    private readonly SqliteWorkspaceStore _store;
    private readonly CancellationTokenSource _stop = new();
    private readonly StreamTask _task;
    private readonly Task _run;

    private CheckpointedTask(SqliteWorkspaceStore store)
    {
        _store = store;
        var compiled = Queries.Keys.Compile(new MemoryConnector(() => Source, () => Sink));
        var context = new TaskContext(ProcessorId, "benchmark", false, null, TimeProvider.System)
        {
            CheckpointInterval = TimeSpan.FromDays(1),
            TakesCheckpoints = true,
        };
        _task = new StreamTask(
            compiled, new TaskOptions(context) { Checkpoints = store.CheckpointsOf(ProcessorId) });
        _run = _task.RunAsync(_stop.Token);
    }

    /// <summary>What the task reads.</summary>
    public FedSource Source { get; } = new();

    private FirstOutputSink Sink { get; } = new();

    /// <summary>Bytes of its state.</summary>
    public long StateBytes => _task.Statistics.StateBytes;

    /// <summary>Opens the store and starts a task that goes on from the latest checkpoint.</summary>
    public static async Task<CheckpointedTask> StartAsync(string folder)
    {
        var store = SqliteWorkspaceStore.Open(Path.Combine(folder, "workspace.db"), TimeProvider.System);
        _ = await store.TryAddProcessorAsync(
            new ProcessorRow
            {
                Id = ProcessorId,
                Name = "benchmark",
                Pipeline = new BsonArray(BsonDocument.Empty),
                LastModified = DateTimeOffset.UnixEpoch,
                LastStateChange = DateTimeOffset.UnixEpoch,
            },
            CancellationToken.None);
        return new CheckpointedTask(store);
    }

    /// <summary>Takes a checkpoint and answers what the task tells of it.</summary>
    public async Task<CheckpointStatistics> CheckpointAsync()
    {
        var number = await _task.SaveCheckpointAsync(null);
        return _task.Checkpoint is { } known && known.Number == number
            ? known
            : throw new InvalidOperationException("another checkpoint came after the one asked for");
    }

    /// <summary>The timestamp of the first result.</summary>
    /// <exception cref="StreamProcessorException">The task failed before.</exception>
    public async Task<long> FirstOutputAsync()
    {
        await (await Task.WhenAny(Sink.First, _run));
        return await Sink.First;
    }

    /// <summary>Ends the task and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _store.DisposeAsync();
        _stop.Dispose();
    }
}
