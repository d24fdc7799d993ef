namespace WireSP.Streaming.Windows;

/// <summary>When an idle source's open window closes: one function, because the public pages state two rules.</summary>
internal static class IdleTimeout
{
    /// <summary>The rule in use.</summary>
    public const IdleRule Rule = IdleRule.LongerOfRemainingAndTimeout;

    /// <summary>The processing time at which a window closes if nothing arrives before.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="idleSinceMs">Processing time at which the last document arrived.</param>
    /// <param name="watermarkMs">Event time that the source had reached by then.</param>
    /// <param name="windowEndMs">End of the window.</param>
    /// <param name="timeoutMs">The stage's <c>idleTimeout</c>.</param>
    public static long ClosesAt(IdleRule rule, long idleSinceMs, long watermarkMs, long windowEndMs, long timeoutMs)
    {
        var remaining = Math.Max(0, windowEndMs - watermarkMs);
        return idleSinceMs + (rule == IdleRule.LongerOfRemainingAndTimeout
            ? Math.Max(remaining, timeoutMs)
            : remaining + timeoutMs);
    }
}
