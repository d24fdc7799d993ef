using WireSP.Connectors.Local.Changes;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// What all of a server's operations on local collections share: the catalog as it is on disk, the clock of changes and
/// the place where change streams wait. Changed by the writer alone, read by any thread.
/// </summary>
internal sealed class LocalStore
{
    private volatile LocalCatalog _catalog;

    /// <summary>Reads the store's state.</summary>
    public LocalStore(SqliteSession session, LocalOptions options, TimeProvider clock)
    {
        Options = options;
        Clock = clock;
        _catalog = LocalCatalog.Read(session);
        History = new ChangeHistory(session, clock);
    }

    public LocalOptions Options { get; }

    public TimeProvider Clock { get; }

    /// <summary>The catalog as it is on disk.</summary>
    public LocalCatalog Catalog => _catalog;

    /// <summary>Where change streams learn of changes.</summary>
    public ChangeHistory History { get; }

    /// <summary>Makes a transaction that is on disk known to readers.</summary>
    public void Publish(LocalTransaction transaction)
    {
        _catalog = transaction.Catalog;
        History.Publish(transaction.LastTime, transaction.HistoryBytes, transaction.PrunedThrough);
    }
}
