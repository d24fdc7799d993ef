using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries.Steps;

namespace WireSP.Connectors.Local.Queries;

/// <summary>The documents of an aggregation.</summary>
internal sealed class AggregateCursor(AggregateSource source) : LocalCursor
{
    /// <inheritdoc/>
    public override ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        AddPending(batch);
        while (!batch.IsFull && !HasPending)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!source.TryRead(out var document))
            {
                IsExhausted = true;
                break;
            }

            _ = Add(batch, document);
        }

        return ValueTask.CompletedTask;
    }
}
