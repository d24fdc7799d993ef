namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Where bytes of frozen state are that later checkpoints may use again: a stretch of a pack, with its checksum.
/// </summary>
/// <param name="Pack">The number of the checkpoint that wrote it.</param>
/// <param name="Offset">Where it begins in that checkpoint's pack.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Checksum">CRC-32C of the bytes.</param>
public readonly record struct StateSegment(long Pack, long Offset, int Length, uint Checksum);
