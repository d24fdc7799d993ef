using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <content>
/// Packs of state that several checkpoints share: small ones are rows, large ones files, which are there before the row
/// that names them and go after it.
/// </content>
internal sealed partial class SqliteCheckpoints
{
    private const string Unused =
        "FROM checkpoint_packs WHERE processor_id = $id AND pack NOT IN "
        + "(SELECT pack FROM checkpoint_uses WHERE processor_id = $id)";

    /// <inheritdoc/>
    public async ValueTask PutPackAsync(long epoch, CheckpointPack pack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pack);

        // Not in a turn: it is nobody's file yet, and others should not wait for it.
        await files.WriteAsync(PackFiles.NameOf(pack.Number, epoch), pack, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadSegmentAsync(StateSegment segment, CancellationToken cancellationToken) =>
        InTurnAsync(
            () =>
            {
                using var command = access.Command(
                    "SELECT epoch, body IS NULL, substr(body, $offset + 1, $length) FROM checkpoint_packs "
                    + "WHERE processor_id = $id AND pack = $pack",
                    ("$id", processorId),
                    ("$pack", segment.Pack),
                    ("$offset", segment.Offset),
                    ("$length", segment.Length));
                using var reader = command.ExecuteReader();
                return !reader.Read() ? null
                    : reader.GetInt64(1) == 0 ? (byte[])reader[2]
                    : files.Read(PackFiles.NameOf(segment.Pack, reader.GetInt64(0)), segment);
            },
            cancellationToken);

    private void InsertPack(NewCheckpoint checkpoint)
    {
        if (checkpoint.Pack is not { } pack)
        {
            return;
        }

        if (pack.Length > 0)
        {
            Execute(
                "INSERT INTO checkpoint_packs VALUES ($id, $pack, $epoch, $size, $body)",
                ("$pack", pack.Number),
                ("$epoch", checkpoint.Epoch),
                ("$size", pack.Length),
                ("$body", pack.Length <= StreamingLimits.SmallPackBytesMax ? pack.ToArray() : DBNull.Value));
        }

        foreach (var used in pack.Packs)
        {
            Execute(
                "INSERT INTO checkpoint_uses VALUES ($id, $number, $pack)",
                ("$number", checkpoint.Checkpoint.Number),
                ("$pack", used));
        }
    }

    // Only where a checkpoint is written or a task begins: what the next checkpoint is about to refer to stays until it
    // is there, though the one that wrote it may have been dropped meanwhile.
    private List<string> DeleteUnusedPacks()
    {
        var unused = ListFiles($"SELECT pack, epoch {Unused} AND body IS NULL");
        Execute($"DELETE {Unused}");
        return unused;
    }

    private List<string> ListFiles(
        string text = "SELECT pack, epoch FROM checkpoint_packs WHERE processor_id = $id AND body IS NULL")
    {
        using var command = access.Command(text, ("$id", processorId));
        using var reader = command.ExecuteReader();
        List<string> names = [];
        while (reader.Read())
        {
            names.Add(PackFiles.NameOf(reader.GetInt64(0), reader.GetInt64(1)));
        }

        return names;
    }
}
