using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>The documents of a query, batch by batch. Used by one reader at a time.</summary>
public interface ICollectionCursor : IAsyncDisposable
{
    /// <summary>Whether nothing will follow.</summary>
    bool IsExhausted { get; }

    /// <summary>Where a change stream goes on after the last batch, moving while nothing happens; null for other
    /// cursors.</summary>
    BsonDocument? ResumeToken { get; }

    /// <summary>Fills a batch. A change stream waits for a first change as long as it may.</summary>
    /// <param name="batch">Receives the documents; bytes of their own.</param>
    /// <param name="wait">How long a change stream waits.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="StreamProcessorException">The query fails.</exception>
    ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken);
}
