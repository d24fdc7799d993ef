using System.Globalization;
using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <summary>The store's tables and their version. A file of a newer release is refused untouched.</summary>
internal static class SqliteSchema
{
    /// <summary>The version that this release reads and writes.</summary>
    public const int Version = 3;

    private const string Tables = """
        CREATE TABLE workspace (id TEXT NOT NULL, schema_version INTEGER NOT NULL, secret BLOB NOT NULL);
        CREATE TABLE processors (
            id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, version INTEGER NOT NULL, body BLOB NOT NULL);
        CREATE TABLE progress (
            processor_id TEXT PRIMARY KEY REFERENCES processors (id) ON DELETE CASCADE, totals BLOB);
        CREATE TABLE connections (name TEXT PRIMARY KEY, version INTEGER NOT NULL, body BLOB NOT NULL);
        """;

    // resumes_after: checkpoints up to that number are kept for who asks for one of them, and not resumed from.
    private const string CheckpointTables = """
        CREATE TABLE tasks (
            processor_id TEXT PRIMARY KEY REFERENCES processors (id) ON DELETE CASCADE,
            epoch INTEGER NOT NULL, next_number INTEGER NOT NULL, resumes_after INTEGER NOT NULL);
        CREATE TABLE checkpoints (
            processor_id TEXT NOT NULL REFERENCES processors (id) ON DELETE CASCADE, number INTEGER NOT NULL,
            epoch INTEGER NOT NULL, is_committed INTEGER NOT NULL, name TEXT, created_ms INTEGER NOT NULL,
            duration_micros INTEGER NOT NULL, size_bytes INTEGER NOT NULL, parts INTEGER NOT NULL,
            PRIMARY KEY (processor_id, number), UNIQUE (processor_id, name));
        CREATE TABLE checkpoint_parts (
            processor_id TEXT NOT NULL, number INTEGER NOT NULL, part INTEGER NOT NULL, body BLOB NOT NULL,
            PRIMARY KEY (processor_id, number, part),
            FOREIGN KEY (processor_id, number) REFERENCES checkpoints (processor_id, number) ON DELETE CASCADE);
        """;

    // A pack without a body is a file. It goes when no checkpoint uses it any more.
    private const string PackTables = """
        CREATE TABLE checkpoint_packs (
            processor_id TEXT NOT NULL REFERENCES processors (id) ON DELETE CASCADE, pack INTEGER NOT NULL,
            epoch INTEGER NOT NULL, size_bytes INTEGER NOT NULL, body BLOB, PRIMARY KEY (processor_id, pack));
        CREATE TABLE checkpoint_uses (
            processor_id TEXT NOT NULL, number INTEGER NOT NULL, pack INTEGER NOT NULL,
            PRIMARY KEY (processor_id, number, pack),
            FOREIGN KEY (processor_id, number) REFERENCES checkpoints (processor_id, number) ON DELETE CASCADE,
            FOREIGN KEY (processor_id, pack) REFERENCES checkpoint_packs (processor_id, pack) ON DELETE CASCADE);
        """;

    /// <summary>Makes a connection durable and the tables present.</summary>
    /// <returns>The workspace's id and its secret.</returns>
    /// <exception cref="StartException">A newer release wrote the file.</exception>
    public static (string Id, byte[] Secret) Prepare(SqliteConnection connection, string file, TimeProvider clock)
    {
        Execute(connection, "PRAGMA foreign_keys = ON");
        Execute(connection, "PRAGMA busy_timeout = 1000");

        // What is replaced or deleted may have been a secret of an older release, which stored them as they are.
        Execute(connection, "PRAGMA secure_delete = ON");
        if (ReadVersion(connection) is { } version)
        {
            if (version > Version)
            {
                throw new StartException(
                    $"store {file} was written by a newer release (schema {version}, this one knows {Version}); "
                    + "run that release or choose another data directory with --data");
            }

            MakeDurable(connection);
            if (version == 1)
            {
                UpgradeFromFirst(connection);
            }

            if (version < Version)
            {
                UpgradeFromSecond(connection);
            }
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
        Execute(connection, CheckpointTables, transaction);
        Execute(connection, PackTables, transaction);
        Execute(
            connection,
            string.Create(
                CultureInfo.InvariantCulture,
                $"INSERT INTO workspace VALUES ('{workspaceId}', {Version}, randomblob(32))"),
            transaction);
        transaction.Commit();
    }

    // The first version kept the source's position alone: it becomes a checkpoint without state.
    private static void UpgradeFromFirst(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, CheckpointTables, transaction);
        foreach (var (processorId, position) in ReadPositions(connection, transaction))
        {
            var bytes = CheckpointFormat.Encode(
                new CheckpointContent(BsonDocument.Empty, null, new BsonDocument(position), null));
            using var command = new SqliteCommand(
                "INSERT INTO tasks VALUES ($id, 0, 2, 0); "
                + "INSERT INTO checkpoints VALUES ($id, 1, 0, 1, NULL, 0, 0, length($body), 1); "
                + "INSERT INTO checkpoint_parts VALUES ($id, 1, 0, $body)",
                connection,
                transaction);
            command.Parameters.AddWithValue("$id", processorId);
            command.Parameters.AddWithValue("$body", bytes);
            command.ExecuteNonQuery();
        }

        Execute(connection, "ALTER TABLE progress DROP COLUMN position", transaction);
        Execute(connection, "UPDATE workspace SET schema_version = 2", transaction);
        transaction.Commit();
    }

    // The second version kept the whole state in each checkpoint.
    private static void UpgradeFromSecond(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, PackTables, transaction);

        // A task without checkpoints to resume from says so since then.
        Execute(
            connection,
            "UPDATE tasks SET resumes_after = next_number - 1 WHERE NOT EXISTS (SELECT 1 FROM checkpoints "
            + "WHERE checkpoints.processor_id = tasks.processor_id AND number > resumes_after)",
            transaction);
        Execute(connection, "UPDATE workspace SET schema_version = 3", transaction);
        transaction.Commit();
    }

    private static List<(string ProcessorId, byte[] Position)> ReadPositions(
        SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = new SqliteCommand(
            "SELECT processor_id, position FROM progress WHERE position IS NOT NULL", connection, transaction);
        using var reader = command.ExecuteReader();
        List<(string, byte[])> rows = [];
        while (reader.Read())
        {
            rows.Add((reader.GetString(0), (byte[])reader[1]));
        }

        return rows;
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
