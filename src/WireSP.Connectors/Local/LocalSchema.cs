using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// The tables that local collections are kept in, beside the workspace's own. Each collection's documents have a table
/// of their own, so that dropping one costs nothing and a scan in order of insertion is a walk over row ids.
/// </summary>
internal static class LocalSchema
{
    /// <summary>The version that this release reads and writes.</summary>
    public const int Version = 1;

    private static readonly string[] Tables =
    [
        "CREATE TABLE IF NOT EXISTS local_state (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
        """
        CREATE TABLE IF NOT EXISTS local_collections (
            id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL,
            options BLOB NOT NULL, UNIQUE (db, name))
        """,
        """
        CREATE TABLE IF NOT EXISTS local_indexes (
            id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS local_unique (
            index_id INTEGER NOT NULL, key BLOB NOT NULL, record INTEGER NOT NULL,
            PRIMARY KEY (index_id, key)) WITHOUT ROWID
        """,
        """
        CREATE TABLE IF NOT EXISTS local_changes (
            time INTEGER PRIMARY KEY, wall INTEGER NOT NULL, kind INTEGER NOT NULL, db TEXT NOT NULL,
            coll TEXT NOT NULL, size INTEGER NOT NULL, event BLOB NOT NULL, before BLOB, after BLOB)
        """,
        "CREATE TABLE IF NOT EXISTS local_marks (owner TEXT PRIMARY KEY, claim INTEGER NOT NULL, checkpoint INTEGER)",
    ];

    /// <summary>Makes the tables present.</summary>
    /// <exception cref="CollectionException">A newer release wrote them.</exception>
    public static void Prepare(SqliteSession session)
    {
        session.Execute("BEGIN IMMEDIATE");
        foreach (var table in Tables)
        {
            session.Execute(table);
        }

        session.Execute($"INSERT INTO local_state VALUES ('schema', {Version}) ON CONFLICT DO NOTHING");
        var version = ReadState(session, "schema");
        session.Execute("COMMIT");
        if (version > Version)
        {
            throw CollectionErrors.StorageFailed(
                $"a newer release wrote it (schema {version}, this one knows {Version}); run that release");
        }
    }

    /// <summary>A number of the store's state; 0 when it was never written.</summary>
    public static long ReadState(SqliteSession session, string name)
    {
        var statement = session.Prepare("SELECT value FROM local_state WHERE name = ?1").Bind(1, name);
        var value = statement.Step() ? statement.Int64(0) : 0;
        statement.Reset();
        return value;
    }

    /// <summary>Writes a number of the store's state.</summary>
    public static void WriteState(SqliteSession session, string name, long value) =>
        session.Prepare(
            "INSERT INTO local_state VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
            .Bind(1, name)
            .Bind(2, value)
            .Run();
}
