using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Configuration;

namespace WireSP.Server.Workspace;

/// <summary>
/// The workspace's store in one SQLite file. Rows are small and calls are few, so one connection under one lock serves
/// all; a call is durable when it returns (write-ahead log, synced at each commit).
/// </summary>
internal sealed class SqliteWorkspaceStore : IWorkspaceStore
{
    private readonly SqliteAccess _access;
    private readonly string _packFolder;

    private SqliteWorkspaceStore(SqliteConnection connection, string packFolder, string workspaceId, byte[] secret)
    {
        _packFolder = packFolder;
        _access = new SqliteAccess(connection);
        WorkspaceId = workspaceId;
        Secret = secret;
    }

    /// <inheritdoc/>
    public string WorkspaceId { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Secret { get; }

    /// <summary>Held for every use of the store's file; others that write to the same file take it too.</summary>
    public SemaphoreSlim Gate => _access.Gate;

    /// <summary>Opens the store, creating it when it is missing.</summary>
    /// <exception cref="StartException">The file cannot be opened, or a newer release wrote it.</exception>
    public static SqliteWorkspaceStore Open(string file, TimeProvider clock)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        try
        {
            connection.Open();
            var (id, secret) = SqliteSchema.Prepare(connection, file, clock);
            var folder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "checkpoints");
            return new SqliteWorkspaceStore(connection, folder, id, secret);
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw new StartException(
                $"store {file} cannot be opened: {exception.Message}; choose another data directory with --data",
                exception);
        }
        catch (StartException)
        {
            connection.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ProcessorRow>> ReadProcessorsAsync(CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command("SELECT id, name, version, body FROM processors ORDER BY name");
        using var reader = command.ExecuteReader();
        var rows = new List<ProcessorRow>();
        while (reader.Read())
        {
            var body = new BsonDocument((byte[])reader[3]);
            rows.Add(ProcessorRowCodec.Decode(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), body));
        }

        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryAddProcessorAsync(ProcessorRow row, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command(
            "INSERT INTO processors (id, name, version, body) VALUES ($id, $name, $version, $body) "
            + "ON CONFLICT DO NOTHING",
            ("$id", row.Id),
            ("$name", row.Name),
            ("$version", row.Version),
            ("$body", Bytes(ProcessorRowCodec.Encode(row))));
        return command.ExecuteNonQuery() == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryUpdateProcessorAsync(ProcessorRow row, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command(
            "UPDATE OR IGNORE processors SET name = $name, version = $version + 1, body = $body "
            + "WHERE id = $id AND version = $version",
            ("$id", row.Id),
            ("$name", row.Name),
            ("$version", row.Version),
            ("$body", Bytes(ProcessorRowCodec.Encode(row))));
        return command.ExecuteNonQuery() == 1;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteProcessorAsync(string id, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command("DELETE FROM processors WHERE id = $id", ("$id", id));
        command.ExecuteNonQuery();
        PackFiles.DeleteFolder(Path.Combine(_packFolder, id));
    }

    /// <inheritdoc/>
    public async ValueTask<ProcessorProgress?> ReadProgressAsync(
        string processorId,
        CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command(
            "SELECT totals FROM progress WHERE processor_id = $id",
            ("$id", processorId));
        using var reader = command.ExecuteReader();
        return reader.Read() ? new ProcessorProgress(processorId, Document(reader[0])) : null;
    }

    /// <inheritdoc/>
    public async ValueTask WriteProgressAsync(
        IReadOnlyList<ProcessorProgress> progress,
        CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var transaction = _access.BeginTransaction();
        foreach (var item in progress)
        {
            using var command = _access.Command(
                "INSERT INTO progress (processor_id, totals) SELECT $id, $totals "
                + "WHERE EXISTS (SELECT 1 FROM processors WHERE id = $id) "
                + "ON CONFLICT (processor_id) DO UPDATE SET totals = excluded.totals",
                ("$id", item.ProcessorId),
                ("$totals", Bytes(item.Totals)));
            command.Transaction = transaction;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<ConnectionRow>> ReadConnectionsAsync(CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command("SELECT name, version, body FROM connections ORDER BY name");
        using var reader = command.ExecuteReader();
        var rows = new List<ConnectionRow>();
        while (reader.Read())
        {
            rows.Add(new ConnectionRow(reader.GetString(0), reader.GetInt64(1), new BsonDocument((byte[])reader[2])));
        }

        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryAddConnectionAsync(ConnectionRow row, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command(
            "INSERT INTO connections (name, version, body) VALUES ($name, $version, $body) ON CONFLICT DO NOTHING",
            ("$name", row.Name),
            ("$version", row.Version),
            ("$body", Bytes(row.Document)));
        return command.ExecuteNonQuery() == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryUpdateConnectionAsync(ConnectionRow row, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command(
            "UPDATE connections SET version = $version + 1, body = $body WHERE name = $name AND version = $version",
            ("$name", row.Name),
            ("$version", row.Version),
            ("$body", Bytes(row.Document)));
        return command.ExecuteNonQuery() == 1;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryDeleteConnectionAsync(string name, CancellationToken cancellationToken)
    {
        using var turn = await _access.TakeTurnAsync(cancellationToken);
        using var command = _access.Command("DELETE FROM connections WHERE name = $name", ("$name", name));
        return command.ExecuteNonQuery() == 1;
    }

    /// <inheritdoc/>
    public ICheckpointHistory CheckpointsOf(string processorId) =>
        new SqliteCheckpoints(_access, new PackFiles(Path.Combine(_packFolder, processorId)), processorId);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _access.DisposeAsync();

    private static object Bytes(BsonDocument? document) =>
        document is { } present ? present.Span.ToArray() : DBNull.Value;

    private static BsonDocument? Document(object column) => column is byte[] bytes ? new BsonDocument(bytes) : null;
}
