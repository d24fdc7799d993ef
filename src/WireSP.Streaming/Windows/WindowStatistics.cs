namespace WireSP.Streaming.Windows;

/// <summary>How a task's windows stand.</summary>
/// <param name="OperatorName">The window's operator, for example <c>HoppingWindowOperator</c>.</param>
/// <param name="IsEventTime">Whether documents belong by event time.</param>
/// <param name="LatenessMs">How far the watermark has to pass a window's end before it closes.</param>
/// <param name="IdleTimeoutMs">How long an idle source keeps windows open; null for ever.</param>
public sealed record WindowStatistics(string OperatorName, bool IsEventTime, long LatenessMs, long? IdleTimeoutMs)
{
    /// <summary>Windows that are open.</summary>
    public long OpenCount { get; init; }

    /// <summary>Windows that were closed.</summary>
    public long ClosedCount { get; init; }

    /// <summary>End of the window that closes next; null without one.</summary>
    public long? NextEndMs { get; init; }

    /// <summary>When that window closes if nothing arrives until then, by the clock; null for never.</summary>
    public long? ClosesUnattendedAtMs { get; init; }

    /// <summary>Documents that came too late for one of their windows or for all.</summary>
    public long LateCount { get; init; }

    /// <summary>Documents that belong to no window.</summary>
    public long OutsideCount { get; init; }
}
