using WireSP.Streaming.Time;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Whether a document may begin a session: one function, because the public rule is stricter than what the allowed
/// lateness promises elsewhere.
/// </summary>
internal static class SessionLateness
{
    /// <summary>The rule in use.</summary>
    public const SessionRule Rule = SessionRule.BeforeWatermark;

    /// <summary>Whether a document that belongs to no open session is late.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="timeMs">The document's time.</param>
    /// <param name="gapMs">The gap that ends a session.</param>
    /// <param name="watermarkMs">The watermark, or <see cref="WatermarkTracker.None"/>.</param>
    /// <param name="latenessMs">The allowed lateness.</param>
    public static bool IsLate(SessionRule rule, long timeMs, long gapMs, long watermarkMs, long latenessMs) =>
        watermarkMs != WatermarkTracker.None
        && (rule == SessionRule.BeforeWatermark ? timeMs < watermarkMs : timeMs + gapMs <= watermarkMs - latenessMs);
}
