namespace WireSP.Streaming.Windows;

/// <summary>What is kept of the documents of windows that are open.</summary>
internal enum WindowKeeping
{
    /// <summary>
    /// The state of the inner pipeline's first blocking stage; parts of a window are merged when it closes.
    /// </summary>
    States,

    /// <summary>
    /// The documents as the stages before the first blocking one left them, because that stage needs them all in order
    /// of arrival.
    /// </summary>
    Documents,

    /// <summary>The documents as they came, because a stage shows the window, which is known only later.</summary>
    Inputs,
}
