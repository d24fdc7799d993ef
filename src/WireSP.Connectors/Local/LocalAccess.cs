using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;
using WireSP.Expressions;

namespace WireSP.Connectors.Local;

/// <summary>The endpoint's own collections as the stages of pipelines reach those of any connection.</summary>
internal sealed class LocalAccess(string connectionName, ILocalCollections collections)
    : ICollectionAccess, IAtomicCollections
{
    // Of the plan used last; a sink has one.
    private volatile LocalMerge? _merge;

    /// <inheritdoc/>
    public string ConnectionName => connectionName;

    /// <inheritdoc/>
    public ValueTask<ICollectionCursor> FindAsync(
        FindRequest request, ReadPreference preference, CancellationToken cancellationToken) =>
        new(Open(() => collections.OpenFind(request)));

    /// <inheritdoc/>
    public ValueTask<ICollectionCursor> AggregateAsync(
        CollectionNamespace name,
        BsonArray pipeline,
        ReadPreference preference,
        CancellationToken cancellationToken) =>
        new(Open(() => collections.OpenAggregate(name, BsonValue.FromArray(pipeline))));

    /// <inheritdoc/>
    public ValueTask<ICollectionCursor> WatchAsync(
        ChangeStreamScope scope,
        BsonArray pipeline,
        ReadPreference preference,
        CancellationToken cancellationToken) =>
        new(Open(() => collections.OpenChangeStream(scope, BsonValue.FromArray(pipeline))));

    /// <inheritdoc/>
    public ValueTask<long> EstimateCountAsync(CollectionNamespace name, CancellationToken cancellationToken) =>
        new(collections.Find(name) is { } collection ? collections.Measure(collection).Documents : 0);

    /// <inheritdoc/>
    public ValueTask<ulong> ReadOperationTimeAsync(CancellationToken cancellationToken) =>
        new(collections.OperationTime);

    /// <inheritdoc/>
    public ValueTask<BsonDocument?> DescribeAsync(CollectionNamespace name, CancellationToken cancellationToken) =>
        new(collections.Find(name)?.Describe());

    /// <inheritdoc/>
    public ValueTask<BsonArray> ListIndexesAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        var indexes = new BsonArrayBuilder();
        foreach (var index in collections.Find(name)?.Indexes ?? [])
        {
            indexes.Add(index.Spec);
        }

        return new(indexes.ToArray());
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<string>> ReadShardKeyAsync(
        CollectionNamespace name, CancellationToken cancellationToken) => new([]);

    /// <inheritdoc/>
    public async ValueTask CreateAsync(
        CollectionNamespace name, BsonDocument options, CancellationToken cancellationToken)
    {
        _ = await WriteAsync(
            transaction => transaction.Find(name) ?? transaction.Create(name, LocalCollection.ReadOptions(options)),
            cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteFailure>> InsertAsync(
        CollectionNamespace name, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken) =>
        WriteAsync<IReadOnlyList<WriteFailure>>(
            transaction => Each(
                documents.Count,
                i => transaction.Insert(
                    transaction.FindOrCreate(name), DocumentRules.Prepare(documents[i], transaction))),
            cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        var merge = MergeOf(plan);
        return WriteAsync<IReadOnlyList<WriteFailure>>(
            transaction => Each(writes.Count, i => transaction.Merge(merge, writes[i])), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<CommitMark> ClaimAsync(
        string owner, string? database, CancellationToken cancellationToken) =>
        WriteAsync(transaction => LocalMarks.Claim(transaction.Session, owner), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CommitMark mark, CancellationToken cancellationToken)
    {
        var merge = MergeOf(plan);
        try
        {
            var isMine = await WriteAsync(
                transaction => LocalMarks.TryWrite(transaction.Session, mark)
                    && Each(writes.Count, i => transaction.Merge(merge, writes[i])) is var failures
                    && (failures.Count == 0 ? true : throw new RefusedWritesException(failures)),
                cancellationToken).ConfigureAwait(false);
            return isMine ? [] : throw LocalFailure.TakenOver(connectionName, mark.Owner);
        }
        catch (RefusedWritesException refused)
        {
            return refused.Failures;
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private LocalMerge MergeOf(MergePlan plan)
    {
        if (_merge is not { } known || !ReferenceEquals(known.Plan, plan))
        {
            _merge = known = new LocalMerge(plan, collections.Clock);
        }

        return known;
    }

    // None of the writes needs a savepoint of its own: one that throws has changed nothing.
    private static List<WriteFailure> Each(int count, Action<int> write)
    {
        List<WriteFailure> failures = [];
        for (var i = 0; i < count; i++)
        {
            try
            {
                write(i);
            }
            catch (CollectionException failure) when (!IsOfAll(failure))
            {
                failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
            catch (EvaluationException failure)
            {
                failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
            catch (ExpressionSyntaxException failure)
            {
                failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
        }

        return failures;
    }

    // What fails for one document would fail for all that follow.
    private static bool IsOfAll(CollectionException failure) =>
        LocalFailure.IsOfStorage(failure) || failure.Code == CollectionFailures.NoIndexCode;

    private async ValueTask<T> WriteAsync<T>(Func<LocalTransaction, T> work, CancellationToken cancellationToken)
    {
        try
        {
            return await collections.WriteAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (CollectionException failure)
        {
            throw LocalFailure.Of(connectionName, failure);
        }
    }

    private LocalAccessCursor Open(Func<LocalCursor> open)
    {
        try
        {
            return new LocalAccessCursor(connectionName, open());
        }
        catch (CollectionException failure)
        {
            throw LocalFailure.Of(connectionName, failure);
        }
    }
}
