using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Kafka;

/// <summary>Kafka topics as source and sink.</summary>
internal sealed class KafkaConnector : IConnector
{
    /// <inheritdoc/>
    public string? ConnectionType => "Kafka";

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => "kafka";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        ConnectionOptions.Check(options, fields => _ = KafkaConnectionReader.Read(fields, ""));

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        var read = ReadConnection(stage, connection!);
        var options = KafkaSourceParser.Parse(stage, read);
        return options is null ? null : new KafkaSourceFactory(options);
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        var read = ReadConnection(stage, connection);
        var options = KafkaSinkParser.Parse(stage, read);
        return options is null ? null : new KafkaSinkFactory(options);
    }

    private static KafkaConnection ReadConnection(StageContext stage, ConnectionDefinition connection)
    {
        KafkaConnection? read = null;
        var problems = ConnectionOptions.Check(
            connection.Options, fields => read = KafkaConnectionReader.Read(fields, connection.Name));
        foreach (var problem in problems)
        {
            stage.Report(
                PipelineErrorCodes.InvalidOptions, "connectionName", $"connection '{connection.Name}': {problem}");
        }

        return read!;
    }
}
