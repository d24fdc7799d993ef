namespace WireSP.Connectors.Local.Changes;

/// <summary>What happened; the numbers are stored.</summary>
internal enum ChangeKind
{
    Insert = 1,
    Update = 2,
    Replace = 3,
    Delete = 4,
    Drop = 5,
    Rename = 6,
    DropDatabase = 7,

    // Of a time series: no stream tells it, and the time of the last change moves.
    Untold = 8,
}
