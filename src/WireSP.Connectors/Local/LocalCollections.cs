using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Changes;
using WireSP.Connectors.Local.Queries;
using WireSP.Connectors.Local.Queries.Steps;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// The databases of the endpoint itself, kept in the workspace's file: many readers on connections of their own, one
/// writer that shares a sync between all who wait. A write is on disk when its task ends.
/// </summary>
public sealed class LocalCollections : ILocalCollections, IAsyncDisposable
{
    private readonly LocalStore _store;
    private readonly LocalWriter _writer;
    private readonly SessionPool _sessions;

    private LocalCollections(LocalStore store, LocalWriter writer, SessionPool sessions)
    {
        _store = store;
        _writer = writer;
        _sessions = sessions;
    }

    /// <inheritdoc/>
    public IEnumerable<LocalCollection> All => _store.Catalog.All;

    /// <inheritdoc/>
    public ulong OperationTime => _store.History.LastTime is var last and > 0 ? last : _store.History.Now;

    /// <inheritdoc/>
    public TimeProvider Clock => _store.Clock;

    /// <summary>Opens the collections that are kept in a file, which is made when it is missing.</summary>
    /// <param name="file">The file.</param>
    /// <param name="gate">Held while one of our transactions is under way: others write to the file too.</param>
    /// <param name="options">Bounds of the history.</param>
    /// <param name="clock">The clock of changes and of generated ids.</param>
    /// <exception cref="CollectionException">The file cannot be used.</exception>
    public static LocalCollections Open(string file, SemaphoreSlim gate, LocalOptions options, TimeProvider clock)
    {
        SqliteSession? session = null;
        try
        {
            session = SqliteSession.OpenWriter(file);
            LocalSchema.Prepare(session);
            var store = new LocalStore(session, options, clock);
            return new LocalCollections(store, new LocalWriter(session, store, gate), new SessionPool(file));
        }
        catch (SqliteFailure failure)
        {
            session?.Dispose();
            throw CollectionErrors.StorageFailed(failure.Message);
        }
        catch (CollectionException)
        {
            session?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public LocalCollection? Find(CollectionNamespace name) => _store.Catalog.Find(name);

    /// <inheritdoc/>
    public ValueTask<T> WriteAsync<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken) =>
        _writer.RunAsync(work, cancellationToken);

    /// <inheritdoc/>
    public LocalCursor OpenFind(FindRequest request, CommandVariables? let = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        NamespaceRules.Check(request.Name);
        return Find(request.Name) is { } collection
            ? new FindCursor(_sessions, _store, collection, request, let ?? CommandVariables.None)
            : EmptyCursor.Instance;
    }

    /// <inheritdoc/>
    public LocalCursor OpenAggregate(CollectionNamespace name, BsonValue pipeline, CommandVariables? let = null)
    {
        NamespaceRules.CheckDatabase(name.Database);
        var reader = new AggregateReader(_sessions, _store, name.Database, let ?? CommandVariables.None);
        var stages = AggregateReader.ReadStages(pipeline);
        if (stages.Count == 0 || stages[^1]["$merge"] is not { IsMissing: false } merge)
        {
            return new AggregateCursor(new AggregateSource(_sessions, _store, name, reader, stages));
        }

        var spec = MergeSpec.Read(merge, name.Database, reader.Let);
        NamespaceRules.CheckWritable(spec.Into);
        var source = new AggregateSource(_sessions, _store, name, reader, [.. stages.SkipLast(1)]);
        return new MergeCursor(source, spec, _writer, _store.Clock);
    }

    /// <inheritdoc/>
    public LocalCursor OpenChangeStream(ChangeStreamScope scope, BsonValue pipeline, CommandVariables? let = null)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var stages = AggregateReader.ReadStages(pipeline);
        var options = ChangeStreamOptions.Read(stages[0]["$changeStream"]);
        if (options.IsForAll != (scope.Database is null))
        {
            throw new CollectionException(
                72, "A $changeStream may only be opened with allChangesForCluster on the 'admin' database");
        }

        if (scope is { Database: { } database, Collection: { } collection }
            && Find(new CollectionNamespace(database, collection)) is { TimeSeries: not null } series)
        {
            throw CollectionErrors.TimeSeriesWatched(series.Name);
        }

        var following = ChangeStreamPipeline.Compile(
            [.. stages.Skip(1)], _store.Clock, let ?? CommandVariables.None);
        return new ChangeStreamCursor(_sessions, _store, scope, options, following);
    }

    /// <inheritdoc/>
    public long Count(FindRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NamespaceRules.Check(request.Name);
        var filter = DocumentFilter.Compile(request.Filter, _store.Clock);
        if (Find(request.Name) is not { } collection)
        {
            return 0;
        }

        var found = request.Filter.IsEmpty
            ? CountAll(collection)
            : CountMatching(new DocumentScan(collection, filter, ScanOrder.Any), cancellationToken);
        var counted = Math.Max(0, found - request.Skip);
        return request.Limit > 0 ? Math.Min(counted, request.Limit) : counted;
    }

    /// <inheritdoc/>
    public BsonArray Distinct(FindRequest request, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        NamespaceRules.Check(request.Name);
        var filter = DocumentFilter.Compile(request.Filter, _store.Clock);
        var values = new DistinctValues(path);
        if (Find(request.Name) is { } collection)
        {
            Walk(new DocumentScan(collection, filter, ScanOrder.Any), values.Add, cancellationToken);
        }

        return values.ToArray();
    }

    /// <inheritdoc/>
    public BsonDocument Project(BsonDocument document, BsonDocument? projection, CommandVariables? let = null) =>
        DocumentProjection.OfFind(projection, _store.Clock, let ?? CommandVariables.None)?.Apply(document) ?? document;

    /// <inheritdoc/>
    public CollectionSize Measure(LocalCollection collection)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return CollectionMeasure.Take(_sessions, collection);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        _sessions.Dispose();
    }

    private long CountAll(LocalCollection collection)
    {
        using var lease = _sessions.Take();
        var statement = lease.Session.Prepare($"SELECT count(*) FROM {collection.Table}");
        _ = statement.Step();
        var count = statement.Int64(0);
        statement.Reset();
        return count;
    }

    private long CountMatching(DocumentScan scan, CancellationToken cancellationToken)
    {
        long count = 0;
        Walk(scan, _ => count++, cancellationToken);
        return count;
    }

    // The documents are gone when the walk goes on.
    private void Walk(DocumentScan scan, Action<BsonDocument> visit, CancellationToken cancellationToken)
    {
        using var lease = _sessions.Take();
        scan.Attach(lease.Session);
        try
        {
            while (scan.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                visit(scan.Current.Body);
                scan.Release();
            }
        }
        finally
        {
            scan.Detach();
        }
    }
}
