using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Queries;

/// <summary>
/// The documents of a query, read batch by batch. Between batches it holds nothing of the store. Used by one reader at
/// a time.
/// </summary>
public abstract class LocalCursor
{
    private BsonDocument? _pending;

    /// <summary>Whether nothing will follow.</summary>
    public bool IsExhausted { get; protected set; }

    /// <summary>Where a change stream goes on after the last batch; null for other cursors.</summary>
    public virtual BsonDocument? ResumeToken => null;

    /// <summary>Whether a document waits for the next batch.</summary>
    protected bool HasPending => _pending is not null;

    /// <summary>Fills a batch. A change stream waits for changes as long as it may; others never wait.</summary>
    /// <param name="batch">Receives the documents; bytes of their own.</param>
    /// <param name="wait">How long a change stream waits for a first document.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CollectionException">The query fails.</exception>
    public abstract ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>Adds a document, or keeps it for the next batch when this one is full.</summary>
    /// <returns>False when it was kept.</returns>
    protected bool Add(CursorBatch batch, BsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.TryAdd(document))
        {
            return true;
        }

        _pending = document;
        return false;
    }

    /// <summary>Begins a batch with the document that the last one had no room for.</summary>
    protected void AddPending(CursorBatch batch)
    {
        if (_pending is { } document && Add(batch, document))
        {
            _pending = null;
        }
    }
}
