using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Connectors;

/// <summary>
/// A connector whose collections fail at random, as over a bad network: a write is lost on the way there, or its answer
/// on the way back. The seed decides which.
/// </summary>
internal sealed class FaultyCollections(ICollectionConnector inner, int seed) : ICollectionConnector
{
    private readonly Random _random = new(seed);

    /// <summary>Of so many calls one fails, about; 0 for none.</summary>
    public int OneOf { get; set; }

    /// <summary>Calls that failed.</summary>
    public int Failed { get; private set; }

    /// <inheritdoc/>
    public string? ConnectionType => inner.ConnectionType;

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => inner.ListedType;

    /// <inheritdoc/>
    public CommitSupport CommitsWithCheckpoints => inner.CommitsWithCheckpoints;

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) => [];

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection) => null;

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection) =>
        TimeSeriesParser.Parse(stage, connection, this);

    /// <inheritdoc/>
    public ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection) =>
        MergeParser.Parse(stage, connection, this);

    /// <inheritdoc/>
    public ICollectionAccess OpenCollections(ConnectionDefinition connection) =>
        new Access(this, inner.OpenCollections(connection));

    private async ValueTask<T> RunAsync<T>(Func<ValueTask<T>> call)
    {
        bool failsBefore;
        bool failsAfter;
        lock (_random)
        {
#pragma warning disable CA5394 // A seed that can be repeated is the point.
            failsBefore = OneOf > 0 && _random.Next(OneOf) == 0;
            failsAfter = OneOf > 0 && !failsBefore && _random.Next(OneOf) == 0;
#pragma warning restore CA5394
            Failed += failsBefore || failsAfter ? 1 : 0;
        }

        if (failsBefore)
        {
            throw Lost();
        }

        var result = await call();
        return failsAfter ? throw Lost() : result;
    }

    private static StreamProcessorException Lost() =>
        new(6, FailureDomain.External, RetryPolicy.WithBackoff, "the connection was lost");

    private sealed class Access(FaultyCollections faults, ICollectionAccess inner)
        : ICollectionAccess, IAtomicCollections
    {
        public string ConnectionName => inner.ConnectionName;

        public ValueTask<ICollectionCursor> FindAsync(
            FindRequest request, ReadPreference preference, CancellationToken cancellationToken) =>
            inner.FindAsync(request, preference, cancellationToken);

        public ValueTask<ICollectionCursor> AggregateAsync(
            CollectionNamespace name,
            BsonArray pipeline,
            ReadPreference preference,
            CancellationToken cancellationToken) =>
            inner.AggregateAsync(name, pipeline, preference, cancellationToken);

        public ValueTask<ICollectionCursor> WatchAsync(
            ChangeStreamScope scope,
            BsonArray pipeline,
            ReadPreference preference,
            CancellationToken cancellationToken) =>
            inner.WatchAsync(scope, pipeline, preference, cancellationToken);

        public ValueTask<long> EstimateCountAsync(CollectionNamespace name, CancellationToken cancellationToken) =>
            inner.EstimateCountAsync(name, cancellationToken);

        public ValueTask<ulong> ReadOperationTimeAsync(CancellationToken cancellationToken) =>
            inner.ReadOperationTimeAsync(cancellationToken);

        public ValueTask<BsonDocument?> DescribeAsync(CollectionNamespace name, CancellationToken cancellationToken) =>
            faults.RunAsync(() => inner.DescribeAsync(name, cancellationToken));

        public ValueTask<BsonArray> ListIndexesAsync(CollectionNamespace name, CancellationToken cancellationToken) =>
            faults.RunAsync(() => inner.ListIndexesAsync(name, cancellationToken));

        public ValueTask<IReadOnlyList<string>> ReadShardKeyAsync(
            CollectionNamespace name, CancellationToken cancellationToken) =>
            faults.RunAsync(() => inner.ReadShardKeyAsync(name, cancellationToken));

        public ValueTask CreateAsync(
            CollectionNamespace name, BsonDocument options, CancellationToken cancellationToken) =>
            inner.CreateAsync(name, options, cancellationToken);

        public ValueTask<IReadOnlyList<WriteFailure>> InsertAsync(
            CollectionNamespace name, IReadOnlyList<BsonDocument> documents, CancellationToken cancellationToken) =>
            faults.RunAsync(() => inner.InsertAsync(name, documents, cancellationToken));

        public ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
            MergePlan plan, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken) =>
            faults.RunAsync(() => inner.MergeAsync(plan, writes, cancellationToken));

        public ValueTask<CommitMark> ClaimAsync(
            string owner, string? database, CancellationToken cancellationToken) =>
            faults.RunAsync(() => ((IAtomicCollections)inner).ClaimAsync(owner, database, cancellationToken));

        public ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(
            MergePlan plan, IReadOnlyList<MergeWrite> writes, CommitMark mark, CancellationToken cancellationToken) =>
            faults.RunAsync(() => ((IAtomicCollections)inner).CommitAsync(plan, writes, mark, cancellationToken));

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
