using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;
using Xunit;

namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>Makes sources and sinks over a cluster from the text of their stages, as a pipeline would.</summary>
public sealed class KafkaStages(string bootstrapServers)
{
    private static readonly IConnector Connector = ConnectorTable.All.Single(row => row.ConnectionType == "Kafka");

    /// <summary>What the tier allows.</summary>
    public int? PartitionsMax { get; init; }

    /// <summary>Whether the processor is one of <c>sp.process()</c>.</summary>
    public bool IsEphemeral { get; init; }

    /// <summary>Whether the task takes checkpoints.</summary>
    public bool TakesCheckpoints { get; init; }

    /// <summary>Properties of the native client.</summary>
    public BsonDocument Config { get; init; }

    /// <summary>The task's clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Creates a source from the text of <c>$source</c>.</summary>
    public ISource CreateSource(string stage)
    {
        var parsing = new StageParsing();
        var factory = Connector.ParseSource(parsing.Stage("$source", ExtendedJson.ParseLenient(stage)), Connection);
        Assert.Empty(parsing.Problems);
        return factory!.Create(Context);
    }

    /// <summary>Creates a sink from the text of <c>$emit</c>.</summary>
    public ISink CreateSink(string stage) => ParseSink(stage).Create(Context);

    /// <summary>Creates what says where an <c>$emit</c> would write.</summary>
    public ITargetDescriber CreateTargetDescriber(string stage) => ParseSink(stage).CreateTargetDescriber(Clock)!;

    private ISinkFactory ParseSink(string stage)
    {
        var parsing = new StageParsing();
        var factory = Connector.ParseSink(parsing.Stage("$emit", ExtendedJson.ParseLenient(stage)), Connection);
        Assert.Empty(parsing.Problems);
        return factory!;
    }

    private TaskContext Context => new("65f9fea5c5154385174af71e", "p", IsEphemeral, PartitionsMax, Clock)
    {
        TakesCheckpoints = TakesCheckpoints,
    };

    private ConnectionDefinition Connection => new("kafka1", "Kafka", new BsonDocumentBuilder
    {
        { "name", "kafka1" },
        { "type", "Kafka" },
        { "bootstrapServers", bootstrapServers },
        { "config", Config },
    }.ToDocument());
}
