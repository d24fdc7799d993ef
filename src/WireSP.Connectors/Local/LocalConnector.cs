using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.ChangeStreams;
using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Local;

/// <summary>
/// The collections of the endpoint itself as a connection: what clients reach by commands, processors reach by stages.
/// </summary>
/// <param name="collections">The collections; null where pipelines are compiled and none is run.</param>
internal sealed class LocalConnector(ILocalCollections? collections) : ICollectionConnector
{
    /// <inheritdoc/>
    public string? ConnectionType => LocalConnections.ConnectionType;

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => "local";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) => ConnectionOptions.Check(options, _ => { });

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        var options = ChangeSourceParser.Parse(stage, connection!, knowsStages: true);
        return options is null ? null : new ChangeSourceFactory(options, () => OpenCollections(connection!));
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection) =>
        TimeSeriesParser.Parse(stage, connection, this);

    /// <inheritdoc/>
    public ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection) =>
        MergeParser.Parse(stage, connection, this);

    /// <inheritdoc/>
    public CommitSupport CommitsWithCheckpoints => CommitSupport.Always;

    /// <inheritdoc/>
    public string? FindRefusal(CollectionNamespace name)
    {
        try
        {
            NamespaceRules.CheckWritable(name);
            return null;
        }
        catch (CollectionException refusal)
        {
            return refusal.Message;
        }
    }

    /// <inheritdoc/>
    public ICollectionAccess OpenCollections(ConnectionDefinition connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return new LocalAccess(
            connection.Name,
            collections ?? throw new InvalidOperationException("no pipeline runs where there are no collections"));
    }
}
