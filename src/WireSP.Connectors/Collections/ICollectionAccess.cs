using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>
/// The collections of one connection, on the endpoint itself or in a cluster, as change streams, initial copies,
/// <c>$merge</c>, <c>$lookup</c> and dead letter queues use them. Shared by all of them; disposing gives it back.
/// Failures of the outside are <see cref="StreamProcessorException"/>s with the server's own code.
/// </summary>
public interface ICollectionAccess : IAsyncDisposable
{
    /// <summary>The connection's name, for messages.</summary>
    string ConnectionName { get; }

    /// <summary>
    /// Opens a find; a collection that is not there has no documents. Never shows a state older than what a change
    /// stream of the same share has told, nor one that a majority may still lose: initial copies depend on it.
    /// </summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<ICollectionCursor> FindAsync(
        FindRequest request, ReadPreference preference, CancellationToken cancellationToken);

    /// <summary>Opens an aggregation of a collection; one that is not there has no documents.</summary>
    /// <param name="name">The collection.</param>
    /// <param name="pipeline">The stages.</param>
    /// <param name="preference">From which members.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<ICollectionCursor> AggregateAsync(
        CollectionNamespace name, BsonArray pipeline, ReadPreference preference, CancellationToken cancellationToken);

    /// <summary>Opens a change stream; its cursor has a token before the first change.</summary>
    /// <param name="scope">Whose changes.</param>
    /// <param name="pipeline">The stages, of which the first is <c>$changeStream</c> with its options.</param>
    /// <param name="preference">From which members.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StreamProcessorException">It cannot be served; code 286 when its beginning is forgotten.
    /// </exception>
    ValueTask<ICollectionCursor> WatchAsync(
        ChangeStreamScope scope, BsonArray pipeline, ReadPreference preference, CancellationToken cancellationToken);

    /// <summary>About how many documents a collection has.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<long> EstimateCountAsync(CollectionNamespace name, CancellationToken cancellationToken);

    /// <summary>The time of the last change, as a BSON timestamp: where a change stream begins that misses nothing.
    /// </summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<ulong> ReadOperationTimeAsync(CancellationToken cancellationToken);

    /// <summary>A collection as <c>listCollections</c> describes it, with <c>type</c> and <c>options</c>; null when it
    /// is not there.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<BsonDocument?> DescribeAsync(CollectionNamespace name, CancellationToken cancellationToken);

    /// <summary>The specifications of a collection's indexes, as <c>listIndexes</c> gives them; none when it is not
    /// there.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<BsonArray> ListIndexesAsync(CollectionNamespace name, CancellationToken cancellationToken);

    /// <summary>The fields by which a collection is spread over the shards of its cluster; none when it is not.
    /// </summary>
    /// <exception cref="StreamProcessorException">It cannot be served, or not be told.</exception>
    ValueTask<IReadOnlyList<string>> ReadShardKeyAsync(CollectionNamespace name, CancellationToken cancellationToken);

    /// <summary>Makes a collection with options as <c>create</c> takes them, unless there is one of that name.
    /// </summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask CreateAsync(CollectionNamespace name, BsonDocument options, CancellationToken cancellationToken);

    /// <summary>
    /// Inserts documents that have their <c>_id</c>, in any order; on disk of a majority when this returns.
    /// </summary>
    /// <returns>What was refused one by one; the others are written.</returns>
    /// <exception cref="StreamProcessorException">Nobody knows which of them were written.</exception>
    ValueTask<IReadOnlyList<WriteFailure>> InsertAsync(
        CollectionNamespace name, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken);

    /// <summary>Merges documents, those with the same key in their order; on disk of a majority when this returns.
    /// </summary>
    /// <returns>What was refused one by one; the others are written.</returns>
    /// <exception cref="StreamProcessorException">Nobody knows which of them were written: all may be tried again.
    /// </exception>
    ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken);
}
