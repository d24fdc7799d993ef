using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Tasks;

/// <summary>What one attempt to run a pipeline is given.</summary>
/// <param name="Context">The processor that the task works for, and its clock.</param>
public sealed record TaskOptions(TaskContext Context)
{
    /// <summary>
    /// Where the loops run and checkpoints are encoded: the process's threads, unless somebody wants the order of what
    /// happens in his own hand.
    /// </summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>
    /// Most bytes of state; over it, when nothing is left that could be given back, the task fails with code 418.
    /// </summary>
    public long StateBytesMax { get; init; } = long.MaxValue;

    /// <summary>Gets outputs and dead letters while somebody samples; null when nobody can.</summary>
    public ISampleTap? Samples { get; init; }

    /// <summary>Where dead letters go; when null they are counted, shown to samples, and dropped.</summary>
    public IDeadLetterWriter? DeadLetters { get; init; }

    /// <summary>Where the source begins without a checkpoint; null to begin as its stage says.</summary>
    public BsonDocument? Position { get; init; }

    /// <summary>The task's checkpoints; null when it takes none and always begins anew.</summary>
    public ICheckpointStore? Checkpoints { get; init; }

    /// <summary>What the operators' state depends on; see <see cref="CheckpointContent.Definition"/>.</summary>
    public BsonDocument Definition { get; init; } = BsonDocument.Empty;

    /// <summary>Receives what a person should know though the task goes on.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>
    /// Documents that the sink is given one at a time at least, because an attempt before this one met a defect of ours
    /// among as many: so the one that brings it about can be told from the others.
    /// </summary>
    public long SinglyCount { get; init; }

    /// <summary>The workspace's name, shown in dead letters; null leaves it out.</summary>
    public string? InstanceName { get; init; }

    /// <summary>Totals of earlier attempts, to which this one adds.</summary>
    public TaskStatistics? Carry { get; init; }
}
