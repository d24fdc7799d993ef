using System.Diagnostics;
using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>The collections of a cluster, behind one pool that all who use the connection share.</summary>
/// <param name="pool">The pool.</param>
/// <param name="giveBack">Gives the share in the pool back.</param>
internal sealed class MongoAccess(MongoClientPool pool, Action giveBack)
    : ICollectionAccess, IAtomicCollections
{
    private const int NamespaceNotFoundCode = 26;
    private const int NamespaceExistsCode = 48;

    private MongoCommits? _commits;
    private int _isGivenBack;

    /// <inheritdoc/>
    public string ConnectionName => pool.Connection.Name;

    /// <inheritdoc/>
    public async ValueTask<ICollectionCursor> FindAsync(
        FindRequest request, ReadPreference preference, CancellationToken cancellationToken) =>
        await MongoCursor.OpenAsync(
            pool,
            new MongoQuery(request.Name.Database, preference, MongoQueries.Find(request)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ICollectionCursor> AggregateAsync(
        CollectionNamespace name,
        BsonArray pipeline,
        ReadPreference preference,
        CancellationToken cancellationToken) =>
        await MongoCursor.OpenAsync(
            pool,
            new MongoQuery(name.Database, preference, MongoQueries.Aggregate(name.Collection, pipeline)),
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<ICollectionCursor> WatchAsync(
        ChangeStreamScope scope,
        BsonArray pipeline,
        ReadPreference preference,
        CancellationToken cancellationToken) =>
        await OpenStreamAsync(scope, pipeline, preference, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<long> EstimateCountAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var command = new BsonDocumentBuilder { { "count", name.Collection } }.ToDocument();
        var reply = await ReadAsync(name.Database, command, cancellationToken).ConfigureAwait(false);
        return MongoReply.Int64(reply["n"]);
    }

    /// <inheritdoc/>
    public async ValueTask<ulong> ReadOperationTimeAsync(CancellationToken cancellationToken)
    {
        var ping = new BsonDocumentBuilder { { "ping", 1 } }.ToDocument();
        var reply = await ReadAsync("admin", ping, cancellationToken).ConfigureAwait(false);
        if (reply["operationTime"] is { Type: BsonType.Timestamp } time)
        {
            return time.AsTimestamp;
        }

        // Only members of a cluster say it with every reply; an endpoint like ours says it where a stream begins.
        var pipeline = new BsonArrayBuilder { MongoQueries.Stage("$changeStream", BsonDocument.Empty) }.ToArray();
        var stream = await OpenStreamAsync(
            new ChangeStreamScope(null, null), pipeline, ReadPreference.Primary, cancellationToken)
            .ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            return stream.OperationTime;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<BsonDocument?> DescribeAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var command = new BsonDocumentBuilder
        {
            { "listCollections", 1 },
            { "filter", new BsonDocumentBuilder { { "name", name.Collection } }.ToDocument() },
        };
        var reply = await ReadAsync(name.Database, command.ToDocument(), cancellationToken).ConfigureAwait(false);
        foreach (var item in reply["cursor"].AsDocument["firstBatch"].AsArray)
        {
            return item.AsDocument;
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask<BsonArray> ListIndexesAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var command = new BsonDocumentBuilder { { "listIndexes", name.Collection } }.ToDocument();
        try
        {
            var reply = await ReadAsync(name.Database, command, cancellationToken).ConfigureAwait(false);
            return reply["cursor"].AsDocument["firstBatch"].AsArray;
        }
        catch (Streaming.StreamProcessorException failure) when (failure.Code == NamespaceNotFoundCode)
        {
            return BsonArray.Empty;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<string>> ReadShardKeyAsync(
        CollectionNamespace name, CancellationToken cancellationToken) =>
        await ReadAsync(client => MongoShardKey.Read(client, name), cancellationToken).ConfigureAwait(false)
        ?? throw MongoErrors.ShardKeyHidden(ConnectionName, name);

    /// <inheritdoc/>
    public async ValueTask CreateAsync(
        CollectionNamespace name, BsonDocument options, CancellationToken cancellationToken)
    {
        var command = new BsonDocumentBuilder { { "create", name.Collection } };
        command.AddRange(options);
        command.Add("writeConcern", new BsonDocumentBuilder { { "w", "majority" } }.ToDocument());
        try
        {
            _ = await ReadAsync(name.Database, command.ToDocument(), cancellationToken).ConfigureAwait(false);
        }
        catch (Streaming.StreamProcessorException failure) when (failure.Code == NamespaceExistsCode)
        {
            // Somebody made it before, perhaps the attempt whose answer was lost.
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteFailure>> InsertAsync(
        CollectionNamespace name, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken) =>
        await pool.RunAsync<IReadOnlyList<WriteFailure>>(
            client =>
            {
                var writer = new MongoWriter(client, cancellationToken);
                var batch = new MongoWriteBatch(writer, name, MongoWriteKind.Insert);
                for (var i = 0; i < documents.Count; i++)
                {
                    batch.Insert(i, documents[i]);
                }

                return [.. batch.Flush(out _).Select(static refusal => refusal.ToWriteFailure())];
            },
            cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken) =>
        await pool.RunAsync(
            client => new MongoMerge(new MongoWriter(client, cancellationToken), plan).Run(writes), cancellationToken)
            .ConfigureAwait(false);

    /// <inheritdoc/>
    public int WritesMax => _commits?.Pace.WritesMax ?? int.MaxValue;

    /// <inheritdoc/>
    public ValueTask<string?> FindCommitRefusalAsync(string? database, CancellationToken cancellationToken) =>
        CommitsTo(database).FindRefusalAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<CommitMark> ClaimAsync(
        string owner, string? database, CancellationToken cancellationToken) =>
        CommitsTo(database).ClaimAsync(owner, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CommitMark mark, CancellationToken cancellationToken) =>
        _commits!.CommitAsync(plan, writes, mark, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isGivenBack, 1) == 0)
        {
            giveBack();
        }

        return ValueTask.CompletedTask;
    }

    private MongoCommits CommitsTo(string? database)
    {
        _commits ??= new MongoCommits(this, pool, database);
        return _commits.Database == database
            ? _commits
            : throw new UnreachableException("one sink keeps its mark in one database");
    }

    private Task<BsonDocument> ReadAsync(string database, BsonDocument command, CancellationToken cancellationToken) =>
        ReadAsync(client => client.Run(new MongoCommand(database, command)), cancellationToken);

    private Task<T> ReadAsync<T>(Func<MongoClient, T> read, CancellationToken cancellationToken) => pool.RunAsync(
        client => MongoReads.Run(() => read(client), pool.Clock, cancellationToken), cancellationToken);

    private ValueTask<MongoCursor> OpenStreamAsync(
        ChangeStreamScope scope,
        BsonArray pipeline,
        ReadPreference preference,
        CancellationToken cancellationToken)
    {
        var first = MongoQueries.Watch(scope, pipeline, token: null);
        var query = new MongoQuery(scope.Database ?? "admin", preference, first)
        {
            Resume = token => MongoQueries.Watch(scope, pipeline, token),
        };
        return MongoCursor.OpenAsync(pool, query, cancellationToken);
    }
}
