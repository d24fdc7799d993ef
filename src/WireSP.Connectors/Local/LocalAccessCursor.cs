using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;

namespace WireSP.Connectors.Local;

/// <summary>A cursor over the endpoint's own collections, with the failures that pipelines expect.</summary>
internal sealed class LocalAccessCursor(string connectionName, LocalCursor cursor) : ICollectionCursor
{
    /// <inheritdoc/>
    public bool IsExhausted => cursor.IsExhausted;

    /// <inheritdoc/>
    public BsonDocument? ResumeToken => cursor.ResumeToken;

    /// <inheritdoc/>
    public async ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await cursor.ReadAsync(batch, wait, cancellationToken).ConfigureAwait(false);
        }
        catch (CollectionException failure)
        {
            throw LocalFailure.Of(connectionName, failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
