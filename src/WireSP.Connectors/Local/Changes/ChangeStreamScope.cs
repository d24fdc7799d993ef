namespace WireSP.Connectors.Local.Changes;

/// <summary>Whose changes a stream tells: a collection's, a database's, or everybody's.</summary>
/// <param name="Database">The database; null for all.</param>
/// <param name="Collection">The collection; null for all.</param>
public sealed record ChangeStreamScope(string? Database, string? Collection)
{
    /// <summary>Whether a change belongs to the stream.</summary>
    internal bool Covers(ChangeRow change) =>
        (Database is null || string.Equals(Database, change.Name.Database, StringComparison.Ordinal))
        && (Collection is null || string.Equals(Collection, change.Name.Collection, StringComparison.Ordinal));

    /// <summary>Whether a change that belongs to the stream ends it.</summary>
    internal bool IsEndedBy(ChangeKind kind) => kind switch
    {
        ChangeKind.Drop or ChangeKind.Rename => Collection is not null,
        ChangeKind.DropDatabase => Database is not null,
        _ => false,
    };
}
