using WireSP.Bson;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// One kind of source, sink or both: a row in the connector table. Parses the stages that name a connection of its
/// type, or for sources without connection those that have its <see cref="SourceField"/>.
/// </summary>
public interface IConnector
{
    /// <summary>
    /// The connection type that it serves, for example <c>Kafka</c>; null when it needs no connection.
    /// </summary>
    string? ConnectionType { get; }

    /// <summary>
    /// The field of <c>$source</c> that selects it without a connection, for example <c>documents</c>; else null.
    /// </summary>
    string? SourceField { get; }

    /// <summary>The type's word in <c>listStreamConnections</c>, for example <c>kafka</c>.</summary>
    string ListedType { get; }

    /// <summary>Checks a connection's own options when it is created.</summary>
    /// <returns>What is wrong, each as <c>field: what was expected</c>; empty when it is sound.</returns>
    IReadOnlyList<string> ValidateConnection(BsonDocument options);

    /// <summary>Parses a <c>$source</c>.</summary>
    /// <returns>Null after reporting a problem, or when it cannot be a source (also reported).</returns>
    ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection);

    /// <summary>Parses an <c>$emit</c>.</summary>
    /// <returns>Null after reporting a problem, or when it cannot be a sink (also reported).</returns>
    ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection);

    /// <summary>Parses a <c>$merge</c>; only connections with collections can be merged into.</summary>
    /// <returns>Null after reporting a problem, or when it cannot be merged into (also reported).</returns>
    ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(connection);
        stage.Report(
            PipelineErrorCodes.InvalidOptions,
            "into.connectionName",
            $"connection '{connection.Name}' is of type {connection.Type}, which has no collections to merge into; use "
                + "$emit, or a connection of type Cluster, Local or MongoDB");
        return null;
    }

    /// <summary>Makes what answers the lookups of a stage.</summary>
    /// <returns>Null after reporting a problem, or when its connections have nothing to look up (also reported).
    /// </returns>
    IEnricherFactory? ParseLookup(StageContext stage, ConnectionDefinition connection, LookupRequest request)
    {
        ArgumentNullException.ThrowIfNull(stage);
        ArgumentNullException.ThrowIfNull(connection);
        stage.Report(
            PipelineErrorCodes.InvalidOptions,
            "from.connectionName",
            $"connection '{connection.Name}' is of type {connection.Type}, which {stage.StageName} cannot use");
        return null;
    }
}
