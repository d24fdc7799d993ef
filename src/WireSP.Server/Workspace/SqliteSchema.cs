using System.Globalization;
using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Configuration;

namespace WireSP.Server.Workspace;

/// <summary>The store's tables and their version. A file of a newer release is refused untouched.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this release reads and writes.</summary>
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE workspace (id TEXT NOT NULL, schema_version INTEGER NOT NULL, secret BLOB NOT NULL);
        CREATE TABLE processors (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE progress (
            processor_id TEXT PRIMARY KEY REFERENCES processors (id) ON DELETE CASCADE, position BLOB, totals BLOB);
        CREATE TABLE connections (name TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
        """;

    /// <summary>Makes a connection durable and the tables present.</summary>
    /// <returns>The workspace's id and its secret.</returns>
    /// <exception cref="StartException">A newer release wrote the file.</exception>
    public static (string Id, byte[] Secret) Prepare(SqliteConnection connection, string file, TimeProvider clock)
    {
        Execute(connection, "PRAGMA foreign_keys = ON");
        Execute(connection, "PRAGMA busy_timeout = 1000");
        if (ReadVersion(connection) is { } version)
        {
            if (version > Version)
            {
                throw new StartException(
                    $"store {file} was written by a newer release (schema {version}, this one knows {Version}); "
                    + "run that release or choose another data directory with --data");
            }

            MakeDurable(connection);
        }
        else
        {
            MakeDurable(connection);
            Create(connection, ObjectId.New(clock).ToString());
        }

        return (
            (string)Scalar(connection, "SELECT id FROM workspace")!,
            (byte[])Scalar(connection, "SELECT secret FROM workspace")!);
    }

    private static void MakeDurable(SqliteConnection connection)
    {
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
    }

    private static int? ReadVersion(SqliteConnection connection) =>
        Scalar(connection, "SELECT 1 FROM sqlite_master WHERE name = 'workspace'") is null
            ? null
            : Convert.ToInt32(Scalar(connection, "SELECT schema_version FROM workspace"), CultureInfo.InvariantCulture);

    private static void Create(SqliteConnection connection, string workspaceId)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, Tables, transaction);
        Execute(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO workspace VALUES ('{workspaceId}', {Version}, randomblob(32))"),
            transaction);
        transaction.Commit();
    }

#pragma warning disable CA2100 // All texts are constants of this class.
    private static void Execute(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using var command = new SqliteCommand(text, connection, transaction);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string text)
    {
        using var command = new SqliteCommand(text, connection);
        return command.ExecuteScalar();
    }
#pragma warning restore CA2100
}
