namespace WireSP.Streaming.Time;

/// <summary>How far the documents of one source partition have come.</summary>
/// <param name="Number">The partition's number for the engine.</param>
/// <param name="EventTimeMs">Its greatest event time; null before its first document.</param>
/// <param name="LastSeenMs">Processing time of its last document, or at which it was first read.</param>
/// <param name="IsIdle">Whether it has been silent for so long that the watermark goes on without it.</param>
/// <param name="HoldsWatermark">Whether the watermark can rise only with it.</param>
public sealed record PartitionTime(
    int Number, long? EventTimeMs, long LastSeenMs, bool IsIdle, bool HoldsWatermark);
