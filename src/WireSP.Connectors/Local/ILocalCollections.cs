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
    LocalCollection? Find(LocalNamespace name);

    /// <summary>
    /// Runs an operation on the writer's thread, in a transaction that other operations may share; ends when it is on
    /// disk. An operation that throws has changed nothing.
    /// </summary>
    /// <exception cref="CollectionException">The operation fails, or the disk does.</exception>
    ValueTask<T> WriteAsync<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken);

    /// <summary>Opens a find; a collection that is not there has no documents.</summary>
    /// <exception cref="CollectionException">The request cannot be served.</exception>
    LocalCursor OpenFind(FindRequest request);

    /// <summary>Counts the documents that match.</summary>
    /// <exception cref="CollectionException">The request cannot be served.</exception>
    long Count(FindRequest request, CancellationToken cancellationToken);

    /// <summary>Measures a collection.</summary>
    CollectionSize Measure(LocalCollection collection);
}
