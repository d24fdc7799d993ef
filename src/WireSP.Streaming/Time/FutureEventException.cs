namespace WireSP.Streaming.Time;

/// <summary>A document whose event time is too far ahead of the clock; it becomes a dead letter.</summary>
internal sealed class FutureEventException(long timeMs) : Exception(FutureEvent.Reason)
{
    /// <summary>The document's event time.</summary>
    public long TimeMs { get; } = timeMs;
}
