namespace WireSP.Streaming.Windows;

/// <summary>Which documents without an open session are too late to begin one.</summary>
internal enum SessionRule
{
    /// <summary>Those before the watermark, as the public page says.</summary>
    BeforeWatermark,

    /// <summary>Those whose session would be closed at once.</summary>
    BeforeClosedLine,
}
