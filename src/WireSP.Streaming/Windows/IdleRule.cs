namespace WireSP.Streaming.Windows;

/// <summary>Which of the two documented rules closes windows of a source that has gone idle.</summary>
internal enum IdleRule
{
    /// <summary>After the longer of the window's remaining time and the timeout.</summary>
    LongerOfRemainingAndTimeout,

    /// <summary>After the window's remaining time, then the timeout.</summary>
    RemainingThenTimeout,
}
