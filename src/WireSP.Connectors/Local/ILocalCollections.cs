using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;

namespace WireSP.Connectors.Local;

/// <summary>
/// Local collections as the commands and the connection <c>local</c> use them in this process, without a socket.
/// </summary>
public interface ILocalCollections
{
    /// <summary>All collections, sorted by name.</summary>
    IEnumerable<LocalCollection> All { get; }

    /// <summary>The time of the last change on disk, or the present before the first.</summary>
    ulong OperationTime { get; }

    /// <summary>The clock of changes and of generated ids.</summary>
    TimeProvider Clock { get; }

    /// <summary>The collection of that name; null when there is none.</summary>
    LocalCollection? Find(CollectionNamespace name);

    /// <summary>
    /// Runs an operation on the writer's thread, in a transaction that other operations may share; ends when it is on
    /// disk. An operation that throws has changed nothing.
    /// </summary>
    /// <exception cref="CollectionException">The operation fails, or the disk does.</exception>
    ValueTask<T> WriteAsync<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken);

    /// <summary>Opens a find; a collection that is not there has no documents.</summary>
    /// <param name="request">What to find.</param>
    /// <param name="let">What its expressions may name; null for none.</param>
    /// <exception cref="CollectionException">The request cannot be served.</exception>
    LocalCursor OpenFind(FindRequest request, CommandVariables? let = null);

    /// <summary>Opens an aggregation of a collection; one that is not there has no documents.</summary>
    /// <param name="name">The collection.</param>
    /// <param name="pipeline">The stages, in an array.</param>
    /// <param name="let">What its expressions may name, in pipelines inside it, too; null for none.</param>
    /// <exception cref="CollectionException">A stage is not legal here.</exception>
    LocalCursor OpenAggregate(CollectionNamespace name, BsonValue pipeline, CommandVariables? let = null);

    /// <summary>Opens a change stream.</summary>
    /// <param name="scope">Whose changes.</param>
    /// <param name="pipeline">The stages, in an array, of which the first is <c>$changeStream</c>.</param>
    /// <param name="let">What the other stages may name; null for nothing.</param>
    /// <exception cref="CollectionException">A stage is not legal here, the beginning is forgotten, or the collection
    /// is a time series, whose changes no stream tells.</exception>
    LocalCursor OpenChangeStream(ChangeStreamScope scope, BsonValue pipeline, CommandVariables? let = null);

    /// <summary>Counts the documents that match.</summary>
    /// <exception cref="CollectionException">The request cannot be served.</exception>
    long Count(FindRequest request, CancellationToken cancellationToken);

    /// <summary>The different values of a field among the documents that match; of an array, those in it.</summary>
    /// <exception cref="CollectionException">The request cannot be served, or the values are too many.</exception>
    BsonArray Distinct(FindRequest request, string path, CancellationToken cancellationToken);

    /// <summary>What a projection of a find makes of a document; the document itself without one.</summary>
    /// <param name="document">The document.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="let">What its expressions may name; null for none.</param>
    /// <exception cref="CollectionException">The projection has a form that is not here.</exception>
    BsonDocument Project(BsonDocument document, BsonDocument? projection, CommandVariables? let = null);

    /// <summary>Measures a collection.</summary>
    CollectionSize Measure(LocalCollection collection);
}
