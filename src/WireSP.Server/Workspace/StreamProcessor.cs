using WireSP.Server.Sampling;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>
/// A stream processor of the workspace: its stored row, what runs of it now, and who samples it. The state is derived
/// from what runs, never from what was asked for. Changed only by who holds <see cref="Gate"/>.
/// </summary>
internal sealed class StreamProcessor(ProcessorRow row, SampleTap samples) : IDisposable
{
    private volatile ProcessorRow _row = row;
    private volatile ProcessorRun? _run;

    /// <summary>Serializes start, stop, modify and drop.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>24 hexadecimal digits.</summary>
    public string Id => _row.Id;

    /// <summary>The present name.</summary>
    public string Name => _row.Name;

    /// <summary>Whether it lives only as long as a client reads it.</summary>
    public bool IsEphemeral => OwnCursor is not null;

    /// <summary>The cursor that an ephemeral processor lives for; null for a stored one.</summary>
    public SampleCursor? OwnCursor { get; init; }

    /// <summary>Hands its output to those who sample it.</summary>
    public SampleTap Samples { get; } = samples;

    /// <summary>The row as stored last.</summary>
    public ProcessorRow Row
    {
        get => _row;
        set => _row = value;
    }

    /// <summary>What runs now; null when nothing does.</summary>
    public ProcessorRun? Run
    {
        get => _run;
        set => _run = value;
    }

    /// <summary>The end of the present or latest run, its row stored.</summary>
    public Task Ended { get; set; } = Task.CompletedTask;

    /// <summary>Its checkpoints; null for an ephemeral one, which has none.</summary>
    public ICheckpointHistory? Checkpoints { get; init; }

    /// <summary>What the last run told of its checkpoints; null when none did.</summary>
    public CheckpointStatistics? LastCheckpoint { get; set; }

    /// <summary>Totals of all runs that ended.</summary>
    public TaskStatistics Totals { get; set; } = TaskStatistics.Empty;

    /// <summary>Whether it was dropped; whoever gets the gate after that finds nothing any more.</summary>
    public bool IsDropped { get; set; }

    /// <summary>Counts and sizes now.</summary>
    public TaskStatistics Statistics => _run?.Statistics ?? Totals;

    /// <summary>The state that clients see.</summary>
    public string State => (_run, _row) switch
    {
        ({ IsStopping: true }, _) => ProcessorState.Stopping,
        ({ IsStarted: true }, _) => ProcessorState.Started,
        ({ }, _) or (null, { IsWanted: true }) => ProcessorState.Provisioning,
        (null, { RestState: RestState.Failed }) => ProcessorState.Failed,
        (null, { RestState: RestState.Stopped }) => ProcessorState.Stopped,
        _ => ProcessorState.Created,
    };

    /// <summary>Whether it runs or is about to.</summary>
    public bool IsActive => _run is not null || _row.IsWanted;

    /// <summary>Why it failed, or after what it is being started again; empty when all is well.</summary>
    public string ErrorMessage => _run is { } run ? run.LastFailure : _row.ErrorMessage;

    /// <inheritdoc/>
    public void Dispose()
    {
        _run?.Dispose();
        Gate.Dispose();
    }
}
