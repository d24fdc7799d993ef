using Microsoft.Data.Sqlite;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <summary>
/// The checkpoints of one processor in the workspace's store. The epoch is compared in the transaction that writes, so
/// that whoever lost the task cannot write, however late he is.
/// </summary>
internal sealed partial class SqliteCheckpoints(SqliteAccess access, PackFiles files, string processorId)
    : ICheckpointHistory
{
    /// <summary>Checkpoints without a name that are kept.</summary>
    public const int KeptMax = 5;

    // Well below the largest value that the library takes, and small enough that no copy of it hurts.
    private const int PartBytesMax = 4 * 1024 * 1024;

    private const int CorruptCode = 11;
    private const int NotADatabaseCode = 26;

    private const string Columns = "number, is_committed, name, created_ms, duration_micros, size_bytes";

    /// <inheritdoc/>
    public ValueTask<CheckpointEpoch> BeginEpochAsync(CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            CheckNoneLost();

            // Whoever died may have left packs that no checkpoint came to use.
            DeleteUnusedPacks();
            files.DeleteAllBut(ListFiles());
            using var command = access.Command(
                "INSERT INTO tasks SELECT $id, 1, "
                + "(SELECT COALESCE(MAX(number), 0) + 1 FROM checkpoints WHERE processor_id = $id), 0 "
                + "WHERE EXISTS (SELECT 1 FROM processors WHERE id = $id) "
                + "ON CONFLICT (processor_id) DO UPDATE SET epoch = epoch + 1 RETURNING epoch, next_number",
                ("$id", processorId));
            using var reader = command.ExecuteReader();
            return reader.Read()
                ? new CheckpointEpoch(reader.GetInt64(0), reader.GetInt64(1))
                : throw new CheckpointStoreException("the processor was dropped");
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredCheckpoint>> ListAsync(CancellationToken cancellationToken) => QueryAsync(
        $"SELECT {Columns} FROM checkpoints WHERE processor_id = $id "
        + "AND number > (SELECT resumes_after FROM tasks WHERE processor_id = $id) ORDER BY number DESC",
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(long number, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            try
            {
                return ReadParts(number);
            }
            catch (SqliteException exception) when (exception.SqliteErrorCode is CorruptCode or NotADatabaseCode)
            {
                return null;
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(NewCheckpoint checkpoint, CancellationToken cancellationToken) =>
        _ = await InTransactionAsync(
            () =>
            {
                CheckEpoch(checkpoint.Epoch);
                Insert(checkpoint);
                Forget();
                return DeleteUnusedPacks();
            },
            files.Delete,
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ResolveAsync(
        long epoch, long number, bool isCommitted, CancellationToken cancellationToken) => _ = await InTransactionAsync(
            () =>
            {
                CheckEpoch(epoch);
                Execute(
                    isCommitted
                        ? "UPDATE checkpoints SET is_committed = 1 WHERE processor_id = $id AND number = $number"
                        : "DELETE FROM checkpoints WHERE processor_id = $id AND number = $number AND is_committed = 0",
                    ("$number", number));
                return NoteNoneLeft();
            },
            cancellationToken);

    // A task that has nothing to resume from says so: else a store that lost rows would look like one that never had
    // any.
    private int NoteNoneLeft() => Execute(
        "UPDATE tasks SET resumes_after = next_number - 1 WHERE processor_id = $id AND NOT EXISTS "
        + "(SELECT 1 FROM checkpoints WHERE processor_id = $id AND number > resumes_after)");

    private void CheckNoneLost()
    {
        using var command = access.Command(
            "SELECT resumes_after + 1, next_number - 1 FROM tasks WHERE processor_id = $id "
            + "AND resumes_after <> next_number - 1 AND NOT EXISTS "
            + "(SELECT 1 FROM checkpoints WHERE processor_id = $id AND number > resumes_after)",
            ("$id", processorId));
        using var reader = command.ExecuteReader();
        if (reader.Read())
        {
            var lost = $"the store has lost checkpoints {reader.GetInt64(0)} to {reader.GetInt64(1)}";
            throw CheckpointErrors.NoneWhole([lost]);
        }
    }

    private byte[]? ReadParts(long number)
    {
        using var command = access.Command(
            "SELECT parts, body FROM checkpoints JOIN checkpoint_parts USING (processor_id, number) "
            + "WHERE processor_id = $id AND number = $number ORDER BY part",
            ("$id", processorId),
            ("$number", number));
        using var reader = command.ExecuteReader();
        List<byte[]> parts = [];
        long count = -1;
        while (reader.Read())
        {
            count = reader.GetInt64(0);
            parts.Add((byte[])reader[1]);
        }

        return parts.Count != count ? null : Join(parts);
    }

    private static byte[] Join(List<byte[]> parts)
    {
        var bytes = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(bytes, at);
            at += part.Length;
        }

        return bytes;
    }

    private void CheckEpoch(long epoch)
    {
        using var command = access.Command(
            "SELECT epoch FROM tasks WHERE processor_id = $id", ("$id", processorId));
        var latest = command.ExecuteScalar() as long? ?? 0;
        if (latest != epoch)
        {
            throw CheckpointErrors.Fenced(epoch, latest);
        }
    }

    private void Insert(NewCheckpoint checkpoint)
    {
        var row = checkpoint.Checkpoint;
        var parts = (checkpoint.Bytes.Length + PartBytesMax - 1) / PartBytesMax;
        Execute(
            "UPDATE checkpoints SET is_committed = 1 WHERE processor_id = $id AND is_committed = 0; "
            + "UPDATE tasks SET next_number = $number + 1 WHERE processor_id = $id; "
            + "INSERT INTO checkpoints VALUES "
            + "($id, $number, $epoch, $isCommitted, $name, $created, $duration, $size, $parts)",
            ("$number", row.Number),
            ("$epoch", checkpoint.Epoch),
            ("$isCommitted", row.IsCommitted ? 1 : 0),
            ("$name", (object?)row.Name ?? DBNull.Value),
            ("$created", row.CreatedAt.ToUnixTimeMilliseconds()),
            ("$duration", (long)row.Duration.TotalMicroseconds),
            ("$size", row.SizeBytes),
            ("$parts", parts));
        InsertPack(checkpoint);
        for (var part = 0; part < parts; part++)
        {
            var start = part * PartBytesMax;
            var length = Math.Min(PartBytesMax, checkpoint.Bytes.Length - start);
            Execute(
                "INSERT INTO checkpoint_parts VALUES ($id, $number, $part, $body)",
                ("$number", row.Number),
                ("$part", part),
                ("$body", checkpoint.Bytes.Slice(start, length).ToArray()));
        }
    }

    // A prepared one counts only when the sink has committed it, so it takes nobody's place yet. Beside the newest ones
    // there is one kept that shares no pack with the latest: damage of one pack cannot take all of them.
    private void Forget() => Execute(
        """
        DELETE FROM checkpoints WHERE processor_id = $id AND name IS NULL AND is_committed = 1
        AND number NOT IN (
            SELECT number FROM checkpoints WHERE processor_id = $id AND name IS NULL AND is_committed = 1
            ORDER BY number DESC LIMIT $kept)
        AND number IS NOT (
            SELECT MAX(number) FROM checkpoints AS other
            WHERE processor_id = $id AND name IS NULL AND is_committed = 1 AND NOT EXISTS (
                SELECT 1 FROM checkpoint_uses AS theirs JOIN checkpoint_uses AS latest USING (processor_id, pack)
                WHERE processor_id = $id AND theirs.number = other.number AND latest.number = (
                    SELECT MAX(number) FROM checkpoints WHERE processor_id = $id)))
        """,
        ("$kept", KeptMax));

    private int Execute(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var command = access.Command(text, parameters);
        command.Parameters.AddWithValue("$id", processorId);
        return command.ExecuteNonQuery();
    }

    private ValueTask<IReadOnlyList<StoredCheckpoint>> QueryAsync(string text, CancellationToken cancellationToken) =>
        InTurnAsync<IReadOnlyList<StoredCheckpoint>>(
            () =>
            {
                using var command = access.Command(text, ("$id", processorId));
                using var reader = command.ExecuteReader();
                List<StoredCheckpoint> rows = [];
                while (reader.Read())
                {
                    rows.Add(new StoredCheckpoint(
                        reader.GetInt64(0),
                        reader.GetInt64(1) != 0,
                        reader.IsDBNull(2) ? null : reader.GetString(2),
                        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)),
                        TimeSpan.FromMicroseconds(reader.GetInt64(4)),
                        reader.GetInt64(5)));
                }

                return rows;
            },
            cancellationToken);

    private ValueTask<T> InTransactionAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        InTransactionAsync(work, _ => { }, cancellationToken);

    private ValueTask<T> InTransactionAsync<T>(
        Func<T> work, Action<T> afterwards, CancellationToken cancellationToken) => InTurnAsync(
        () =>
        {
            using var transaction = access.BeginTransaction();
            var result = work();
            transaction.Commit();
            afterwards(result);
            return result;
        },
        cancellationToken);

    private async ValueTask<T> InTurnAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        // A large checkpoint takes a while, and the loops of the task have other things to do.
        using var turn = await access.TakeTurnAsync(cancellationToken);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is CorruptCode or NotADatabaseCode)
        {
            throw CheckpointErrors.StoreDamaged(exception);
        }
        catch (SqliteException exception)
        {
            throw new CheckpointStoreException(exception.Message, exception);
        }
    }
}
