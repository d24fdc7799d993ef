using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Queries;

/// <summary>The documents of a collection that is not there.</summary>
internal sealed class EmptyCursor : LocalCursor
{
    public static readonly EmptyCursor Instance = new();

    private EmptyCursor() => IsExhausted = true;

    /// <inheritdoc/>
    public override ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;
}
