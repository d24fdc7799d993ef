using SQLitePCL;

namespace WireSP.Connectors.Local.Sqlite;

/// <summary>
/// One connection to the store's file with the statements prepared on it; used by one thread at a time.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    // Statements name the table of their collection, so a server with many collections would keep too many.
    private const int StatementsMax = 256;

    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);

    private SqliteSession(sqlite3 database) => _database = database;

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>The row id of the last inserted row.</summary>
    public long LastRowId => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Opens a connection that reads and writes, durably.</summary>
    /// <exception cref="SqliteFailure">The file cannot be opened.</exception>
    public static SqliteSession OpenWriter(string file)
    {
        var session = Open(file, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("PRAGMA busy_timeout = 30000");
        session.Execute("PRAGMA wal_autocheckpoint = 4000");
        session.Execute("PRAGMA cache_size = -32000");
        return session;
    }

    /// <summary>Opens a connection that only reads, beside the one that writes.</summary>
    /// <exception cref="SqliteFailure">The file cannot be opened.</exception>
    public static SqliteSession OpenReader(string file)
    {
        var session = Open(file, raw.SQLITE_OPEN_READWRITE);
        session.Execute("PRAGMA query_only = ON");
        session.Execute("PRAGMA busy_timeout = 5000");
        session.Execute("PRAGMA mmap_size = 268435456");
        return session;
    }

    /// <summary>The statement of that text, prepared once; the caller steps it to its end or resets it.</summary>
    /// <exception cref="SqliteFailure">It is wrong, or names a table that is not there.</exception>
    public SqliteStatement Prepare(string text)
    {
        if (!_statements.TryGetValue(text, out var statement))
        {
            if (_statements.Count >= StatementsMax)
            {
                Forget();
            }

            _statements[text] = statement = SqliteStatement.Prepare(_database, text);
        }

        return statement;
    }

    /// <summary>Runs a statement that is not worth keeping.</summary>
    /// <exception cref="SqliteFailure">SQLite refuses it.</exception>
    public void Execute(string text)
    {
        using var statement = SqliteStatement.Prepare(_database, text);
        statement.Run();
    }

    /// <summary>Lets all prepared statements go; none may be under way.</summary>
    public void Forget()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        _database.Dispose();
    }

    private static SqliteSession Open(string file, int flags)
    {
        Batteries_V2.Init();
        var result = raw.sqlite3_open_v2(file, out var database, flags | raw.SQLITE_OPEN_NOMUTEX, null);
        if (result == raw.SQLITE_OK)
        {
            return new SqliteSession(database);
        }

        var failure = new SqliteFailure(result, raw.sqlite3_errmsg(database).utf8_to_string());
        database.Dispose();
        throw failure;
    }
}
