namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Durable checkpoints of one task. Each call is one transaction, durable when its task ends: a checkpoint is there
/// whole or not at all. Trouble of the disk is a <see cref="CheckpointStoreException"/>.
/// </summary>
public interface ICheckpointStore
{
    /// <summary>Takes the task over: whoever holds an earlier epoch can write nothing from here on.</summary>
    ValueTask<CheckpointEpoch> BeginEpochAsync(CancellationToken cancellationToken);

    /// <summary>Checkpoints that a task may resume from, newest first.</summary>
    ValueTask<IReadOnlyList<StoredCheckpoint>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The bytes of a checkpoint; null when a part of them is missing or cannot be read.</summary>
    ValueTask<byte[]?> ReadAsync(long number, CancellationToken cancellationToken);

    /// <summary>
    /// Makes new state durable that a checkpoint is about to refer to, while it is still being encoded. It is nobody's
    /// until then, and gone when nobody comes to refer to it.
    /// </summary>
    ValueTask PutPackAsync(long epoch, CheckpointPack pack, CancellationToken cancellationToken);

    /// <summary>The bytes of a segment; null when they are missing or cannot be read.</summary>
    ValueTask<byte[]?> ReadSegmentAsync(StateSegment segment, CancellationToken cancellationToken);

    /// <summary>
    /// Adds a checkpoint, says of the earlier ones that they are committed, and forgets the oldest without a name
    /// together with the packs that no other one refers to.
    /// </summary>
    /// <exception cref="StreamProcessorException">The epoch is not the latest one.</exception>
    ValueTask WriteAsync(NewCheckpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Says whether the sink committed a prepared checkpoint; one that it did not is forgotten.</summary>
    /// <exception cref="StreamProcessorException">The epoch is not the latest one.</exception>
    ValueTask ResolveAsync(long epoch, long number, bool isCommitted, CancellationToken cancellationToken);
}
