namespace WireSP.Connectors.Local;

/// <summary>What the local collections of a server are told.</summary>
public sealed record LocalOptions
{
    /// <summary>
    /// Most bytes of changes that are kept for change streams; a gibibyte is a day of ten thousand documents a minute.
    /// </summary>
    public long HistoryBytesMax { get; init; } = 1L << 30;

    /// <summary>How long changes are kept; a day is what Atlas recommends for the window of an oplog.</summary>
    public TimeSpan HistoryAgeMax { get; init; } = TimeSpan.FromDays(1);
}
