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
}
