using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>The collection that a lookup asks, and how it is asked.</summary>
internal sealed class LookupTarget(ICollectionAccess access, LookupRequest request) : IAsyncDisposable
{
    private readonly CollectionNamespace _name = new(request.Database, request.Collection);

    /// <summary>What is asked.</summary>
    public LookupRequest Request => request;

    /// <summary>Most bytes of found documents that are held at once, but for those of a single document.</summary>
    public long HeldBytesMax { get; init; } = LookupLimits.HeldBytesMax;

    /// <summary>Why a document whose answer is too large is refused.</summary>
    public string TooLargeReason { get; } =
        FoundDocuments.TooLargeReason($"{request.Database}.{request.Collection}");

    /// <summary>Makes sure that the collection can be read.</summary>
    /// <exception cref="StreamProcessorException">It cannot.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken) =>
        _ = await access.EstimateCountAsync(_name, cancellationToken).ConfigureAwait(false);

    /// <summary>Reads all documents that a query finds.</summary>
    /// <param name="filter">The query.</param>
    /// <param name="take">Takes a document; answers whether more are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StreamProcessorException">The collection cannot be read.</exception>
    public async ValueTask FindAsync(
        BsonDocument filter, Func<BsonDocument, bool> take, CancellationToken cancellationToken)
    {
        var find = new FindRequest(_name) { Filter = filter };
        await using var cursor = await access.FindAsync(find, ReadPreference.OfConnection, cancellationToken)
            .ConfigureAwait(false);
        await ReadAsync(cursor, take, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads all documents that stages make of the collection.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="take">Takes a document; answers whether more are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StreamProcessorException">The stages cannot be run.</exception>
    public async ValueTask AggregateAsync(
        BsonArray stages, Func<BsonDocument, bool> take, CancellationToken cancellationToken)
    {
        await using var cursor = await access
            .AggregateAsync(_name, stages, ReadPreference.OfConnection, cancellationToken)
            .ConfigureAwait(false);
        await ReadAsync(cursor, take, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => access.DisposeAsync();

    private static async ValueTask ReadAsync(
        ICollectionCursor cursor, Func<BsonDocument, bool> take, CancellationToken cancellationToken)
    {
        while (!cursor.IsExhausted)
        {
            var batch = new CursorBatch(LookupLimits.CursorDocuments);
            await cursor.ReadAsync(batch, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            foreach (var document in batch.Documents)
            {
                if (!take(document))
                {
                    return;
                }
            }
        }
    }
}
