namespace WireSP.Connectors;

/// <summary>Named limits that sources and sinks share.</summary>
internal static class ConnectorLimits
{
    /// <summary>
    /// How long a source waits for documents before it returns empty-handed, so that the task can acknowledge and ask
    /// for statistics. Twice a second costs nothing even with a thousand idle processors.
    /// </summary>
    public static readonly TimeSpan IdleWait = TimeSpan.FromMilliseconds(500);

    /// <summary>Fastest pace of a sample stream.</summary>
    public const int SampleDocumentsPerSecondMax = 10_000_000;
}
