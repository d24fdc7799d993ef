using WireSP.Streaming.Checkpoints;

namespace WireSP.Server.Workspace;

/// <content>What a user does with checkpoints, while their processor rests.</content>
internal sealed partial class SqliteCheckpoints
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredCheckpoint>> ListAllAsync(CancellationToken cancellationToken) => QueryAsync(
        $"SELECT {Columns} FROM checkpoints WHERE processor_id = $id ORDER BY number DESC", cancellationToken);

    /// <inheritdoc/>
    public async ValueTask LeaveBehindAsync(CancellationToken cancellationToken) => _ = await InTransactionAsync(
        () => Execute("UPDATE tasks SET resumes_after = next_number - 1 WHERE processor_id = $id"), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ReturnToAsync(long number, CancellationToken cancellationToken) =>
        _ = await InTransactionAsync(
            () =>
            {
                // Others stay: whoever returned to the wrong one returns to another. One that was only prepared must
                // not come between.
                Execute("DELETE FROM checkpoints WHERE processor_id = $id AND is_committed = 0");
                Execute(
                    "INSERT INTO checkpoints SELECT processor_id, "
                    + "(SELECT next_number FROM tasks WHERE processor_id = $id), epoch, 1, NULL, created_ms, "
                    + "duration_micros, size_bytes, parts FROM checkpoints "
                    + "WHERE processor_id = $id AND number = $number; "
                    + "INSERT INTO checkpoint_parts SELECT processor_id, "
                    + "(SELECT next_number FROM tasks WHERE processor_id = $id), part, body FROM checkpoint_parts "
                    + "WHERE processor_id = $id AND number = $number; "
                    + "INSERT INTO checkpoint_uses SELECT processor_id, "
                    + "(SELECT next_number FROM tasks WHERE processor_id = $id), pack FROM checkpoint_uses "
                    + "WHERE processor_id = $id AND number = $number; "
                    + "UPDATE tasks SET resumes_after = next_number - 1, next_number = next_number + 1 "
                    + "WHERE processor_id = $id",
                    ("$number", number));
                Forget();
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask NameAsync(long number, string name, CancellationToken cancellationToken) =>
        _ = await InTransactionAsync(
            () => Execute(
                "UPDATE checkpoints SET name = $name WHERE processor_id = $id AND number = $number",
                ("$number", number),
                ("$name", name)),
            cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DropAsync(long number, CancellationToken cancellationToken) => _ = await InTransactionAsync(
        () =>
        {
            Execute("DELETE FROM checkpoints WHERE processor_id = $id AND number = $number", ("$number", number));
            return NoteNoneLeft();
        },
        cancellationToken);

    /// <inheritdoc/>
    public async ValueTask ClearAsync(CancellationToken cancellationToken) => _ = await InTransactionAsync(
        () =>
        {
            Execute("DELETE FROM checkpoints WHERE processor_id = $id");
            return NoteNoneLeft();
        },
        cancellationToken);
}
