using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Benchmarks.Engine;

/// <summary>
/// Source and sink in memory, behind the contracts that Kafka is behind: what the engine costs and nothing else.
/// </summary>
internal sealed class MemoryConnector(Func<ISource> createSource, Func<ISink> createSink)
    : IConnector, IConnectionRegistry, ISourceFactory, ISinkFactory
{
    /// <summary>A connector whose source and sink belong to one run.</summary>
    public MemoryConnector(MemoryRun run)
        : this(() => new MemorySource(run), () => new MemorySink(run))
    {
    }

    /// <summary>The one connection's name.</summary>
    public const string ConnectionName = "memory";

    public string? ConnectionType => "Memory";

    public string? SourceField => null;

    public string ListedType => "memory";

    public IReadOnlyList<string> Names => [ConnectionName];

    public int Parallelism => 1;

    string ISourceFactory.OperatorName => "MemorySourceOperator";

    string ISinkFactory.OperatorName => "MemorySinkOperator";

    public ConnectionDefinition? Find(string name) =>
        name == ConnectionName ? new ConnectionDefinition(name, "Memory", BsonDocument.Empty) : null;

    public IReadOnlyList<string> ValidateConnection(BsonDocument options) => [];

    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection) => this;

    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection) => this;

    ISource ISourceFactory.Create(TaskContext context) => createSource();

    ISink ISinkFactory.Create(TaskContext context) => createSink();
}
