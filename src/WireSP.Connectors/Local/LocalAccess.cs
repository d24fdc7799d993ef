using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;
using WireSP.Expressions.Updates;
using WireSP.Streaming;

namespace WireSP.Connectors.Local;

/// <summary>The endpoint's own collections as the stages of pipelines reach those of any connection.</summary>
internal sealed class LocalAccess(string connectionName, ILocalCollections collections) : ICollectionAccess
{
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
    public async ValueTask InsertAsync(
        CollectionNamespace name, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken)
    {
        try
        {
            _ = await collections.WriteAsync(
                transaction =>
                {
                    var collection = transaction.FindOrCreate(name);
                    foreach (var document in documents)
                    {
                        transaction.Insert(collection, DocumentRules.Prepare(document, transaction));
                    }

                    return documents.Count;
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (CollectionException failure)
        {
            throw LocalFailure.Of(connectionName, failure);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        var update = plan.Pipeline is { } pipeline
            ? UpdateCompiler.Compile(BsonValue.FromArray(pipeline), variableNames: plan.VariableNames)
            : null;
        var pending = new List<Task<int>>(writes.Count);
        foreach (var write in writes)
        {
            var spec = SpecOf(plan, write, update);
            pending.Add(collections.WriteAsync(
                transaction =>
                {
                    transaction.Merge(spec, write.Document, write.Variables);
                    return 0;
                },
                cancellationToken).AsTask());
        }

        return await WaitAsync(pending).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static MergeSpec SpecOf(MergePlan plan, in MergeWrite write, UpdateOperation? update) => new()
    {
        Into = write.Into,
        On = plan.On,
        WhenMatched = write.WhenMatched switch
        {
            MergeMode.Replace => "replace",
            MergeMode.KeepExisting => "keepExisting",
            MergeMode.Delete => "delete",
            MergeMode.Pipeline => "pipeline",
            _ => "merge",
        },
        Pipeline = write.WhenMatched == MergeMode.Pipeline ? update : null,
        WhenNotMatched = write.IsInserted ? "insert" : "discard",
    };

    private async ValueTask<IReadOnlyList<WriteFailure>> WaitAsync(List<Task<int>> pending)
    {
        List<WriteFailure> failures = [];
        StreamProcessorException? outage = null;
        for (var i = 0; i < pending.Count; i++)
        {
            try
            {
                _ = await pending[i].ConfigureAwait(false);
            }
            catch (CollectionException failure) when (LocalFailure.IsOfStorage(failure))
            {
                outage = LocalFailure.Of(connectionName, failure);
            }
            catch (CollectionException failure)
            {
                failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
            catch (WireSP.Expressions.EvaluationException failure)
            {
                failures.Add(new WriteFailure(i, failure.Code, failure.Message));
            }
        }

        return outage is null ? failures : throw outage;
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
