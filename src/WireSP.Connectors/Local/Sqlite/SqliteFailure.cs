namespace WireSP.Connectors.Local.Sqlite;

/// <summary>SQLite refused a statement.</summary>
/// <param name="code">SQLite's result code.</param>
/// <param name="message">What SQLite says of it.</param>
internal sealed class SqliteFailure(int code, string message) : Exception(message)
{
    /// <summary>SQLite's primary result code.</summary>
    public int Code { get; } = code & 0xFF;

    /// <summary>Whether a table is not there: it was dropped since the catalog was read.</summary>
    public bool IsMissingTable => Message.StartsWith("no such table", StringComparison.Ordinal);
}
