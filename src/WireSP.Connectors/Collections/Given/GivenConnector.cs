using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.Given;

/// <summary>A kind of connection by whose rules stages are read, and whose collections are given.</summary>
internal sealed class GivenConnector(ICollectionConnector rules, GivenCollections given) : ICollectionConnector
{
    /// <inheritdoc/>
    public string? ConnectionType => rules.ConnectionType;

    /// <inheritdoc/>
    public string? SourceField => rules.SourceField;

    /// <inheritdoc/>
    public string ListedType => rules.ListedType;

    /// <inheritdoc/>
    public CommitSupport CommitsWithCheckpoints => rules.CommitsWithCheckpoints;

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) => rules.ValidateConnection(options);

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection) =>
        rules.ParseSource(stage, connection);

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection) =>
        rules.ParseSink(stage, connection);

    /// <inheritdoc/>
    public ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection) =>
        rules.ParseMerge(stage, connection);

    /// <inheritdoc/>
    public string? FindRefusal(CollectionNamespace name) => rules.FindRefusal(name);

    /// <inheritdoc/>
    public ICollectionAccess OpenCollections(ConnectionDefinition connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return given.Open(connection.Name);
    }
}
