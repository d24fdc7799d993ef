using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// A connector whose source delivers what a test adds and whose sink keeps what it is given. Its stages take
/// <c>partitionIdleTimeout</c> (source) and <c>topic</c>, <c>parallelism</c> (sink).
/// </summary>
internal sealed class TestConnector : IConnector
{
    /// <summary>The source of the pipelines compiled with this connector.</summary>
    public ArraySource Source { get; set; } = new();

    /// <summary>What lookups find documents in.</summary>
    public IReadOnlyList<BsonDocument> Collection { get; set; } = [];

    /// <summary>Completes when lookups may answer.</summary>
    public Task Held { get; set; } = Task.CompletedTask;

    /// <summary>How many times lookups still fail.</summary>
    public int FailuresLeft { get; set; }

    /// <summary>Most documents that lookups answer at once.</summary>
    public int AnsweredAtOnce { get; set; } = int.MaxValue;

    /// <summary>The sink of the pipelines compiled with this connector.</summary>
    public CollectingSink Sink { get; set; } = new();

    /// <summary>Makes the source of each attempt; null for <see cref="Source"/>.</summary>
    public Func<ISource>? SourceOfAttempt { get; set; }

    /// <summary>Makes the sink of each attempt; null for <see cref="Sink"/>.</summary>
    public Func<ISink>? SinkOfAttempt { get; set; }

    /// <inheritdoc/>
    public string? ConnectionType => "Test";

    /// <inheritdoc/>
    public string? SourceField => "documents";

    /// <inheritdoc/>
    public string ListedType => "test";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) => [];

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        fields.Ignore("documents");
        var idle = fields.OptionalDuration("partitionIdleTimeout");
        fields.RejectUnknown();
        return new SourceFactory(this, idle);
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return null;
        }

        _ = fields.OptionalString("topic");
        var parallelism = (int?)fields.OptionalInteger("parallelism", 1, 64) ?? 1;
        fields.RejectUnknown();
        return new SinkFactory(this, parallelism);
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection) => new SinkFactory(this, 1);

    /// <inheritdoc/>
    public IEnricherFactory? ParseLookup(
        StageContext stage, ConnectionDefinition connection, LookupRequest request) =>
        new MemoryLookup(this, request);

    private sealed class SourceFactory(TestConnector connector, TimeSpan? idle) : ISourceFactory
    {
        public string OperatorName => "TestSourceOperator";

        public TimeSpan? PartitionIdleTimeout => idle;

        public ISource Create(TaskContext context) => connector.SourceOfAttempt?.Invoke() ?? connector.Source;
    }

    private sealed class SinkFactory(TestConnector connector, int parallelism) : ISinkFactory
    {
        public string OperatorName => "TestEmitOperator";

        public int Parallelism => parallelism;

        public ISink Create(TaskContext context) => connector.SinkOfAttempt?.Invoke() ?? connector.Sink;
    }
}
