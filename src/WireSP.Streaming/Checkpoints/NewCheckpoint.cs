namespace WireSP.Streaming.Checkpoints;

/// <summary>A checkpoint on its way to the store.</summary>
/// <param name="Epoch">The writer's epoch.</param>
/// <param name="Checkpoint">Its number, name, times and size.</param>
/// <param name="Bytes">What <see cref="CheckpointFormat"/> wrote.</param>
public sealed record NewCheckpoint(long Epoch, StoredCheckpoint Checkpoint, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>
    /// The new part of its state, complete; put into the store before when it is larger than
    /// <see cref="StreamingLimits.SmallPackBytesMax"/>.
    /// </summary>
    public CheckpointPack? Pack { get; init; }
}
