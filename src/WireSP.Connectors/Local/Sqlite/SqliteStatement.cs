using SQLitePCL;

namespace WireSP.Connectors.Local.Sqlite;

/// <summary>
/// A prepared statement, used again and again: bind, step, reset. Parameters and columns cross as spans, because a
/// scan would otherwise make an array for every row. Used by one thread at a time.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    private SqliteStatement(sqlite3 database, sqlite3_stmt statement)
    {
        _database = database;
        _statement = statement;
    }

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="SqliteFailure">It is wrong, or names a table that is not there.</exception>
    public static SqliteStatement Prepare(sqlite3 database, string text)
    {
        var result = raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out var statement);
        return result == raw.SQLITE_OK
            ? new SqliteStatement(database, statement)
            : throw new SqliteFailure(result, raw.sqlite3_errmsg(database).utf8_to_string());
    }

    /// <summary>Sets a parameter, the first is 1.</summary>
    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, index, value));
        return this;
    }

    /// <summary>Sets a parameter; SQLite copies the bytes.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, index, value));
        return this;
    }

    /// <summary>Sets a parameter.</summary>
    public SqliteStatement Bind(int index, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, index, value));
        return this;
    }

    /// <summary>Sets a parameter to null.</summary>
    public SqliteStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(_statement, index));
        return this;
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False when there is none; the statement is then reset.</returns>
    /// <exception cref="SqliteFailure">A constraint, or the disk.</exception>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            var failure = new SqliteFailure(result, raw.sqlite3_errmsg(_database).utf8_to_string());
            Reset();
            throw failure;
        }

        Reset();
        return false;
    }

    /// <summary>Runs a statement that has no rows, or whose rows nobody wants.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    /// <summary>Ends a walk over rows before its end.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    /// <summary>Whether a column of the row is null, the first is 0.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>A column of the row.</summary>
    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>A column of the row; valid until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(_statement, column);

    /// <summary>A column of the row.</summary>
    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteFailure(result, raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }
}
