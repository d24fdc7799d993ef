using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Collections.ChangeStreams;
using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Connectors.Local;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.MongoDb;

/// <summary>Collections in MongoDB clusters as source and sink, behind either type of connection.</summary>
/// <param name="type">The connection type, one of <see cref="MongoConnectionReader"/>'s.</param>
/// <param name="pools">The pools of both types.</param>
internal sealed class MongoDbConnector(string type, MongoClientPools pools) : ICollectionConnector
{
    private static readonly string[] ServersOwn = ["admin", "config", "local"];

    /// <inheritdoc/>
    public string? ConnectionType => type;

    /// <inheritdoc/>
    public string? SourceField => null;

    /// <inheritdoc/>
    public string ListedType => "atlas";

    /// <inheritdoc/>
    public IReadOnlyList<string> ValidateConnection(BsonDocument options) =>
        ConnectionOptions.Check(options, fields => _ = MongoConnectionReader.Read(fields, type, ""));

    /// <inheritdoc/>
    public ISourceFactory? ParseSource(StageContext stage, ConnectionDefinition? connection)
    {
        Check(stage, connection!);
        var options = ChangeSourceParser.Parse(stage, connection!, knowsStages: false);
        return options is null ? null : new ChangeSourceFactory(options, () => OpenCollections(connection!));
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseSink(StageContext stage, ConnectionDefinition connection)
    {
        Check(stage, connection);
        return TimeSeriesParser.Parse(stage, connection, this);
    }

    /// <inheritdoc/>
    public ISinkFactory? ParseMerge(StageContext stage, ConnectionDefinition connection)
    {
        Check(stage, connection);
        return MergeParser.Parse(stage, connection, this);
    }

    /// <inheritdoc/>
    public CommitSupport CommitsWithCheckpoints => CommitSupport.WhereTheServerCan;

    /// <inheritdoc/>
    public string? FindRefusal(CollectionNamespace name)
    {
        try
        {
            NamespaceRules.Check(name);
        }
        catch (CollectionException refusal)
        {
            return refusal.Message;
        }

        return ServersOwn.Contains(name.Database, StringComparer.Ordinal)
            ? $"'{name}' is in a database that servers keep for themselves: {string.Join(", ", ServersOwn)}"
            : null;
    }

    /// <inheritdoc/>
    public ICollectionAccess OpenCollections(ConnectionDefinition connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        MongoConnection? read = null;
        var problems = Problems(connection, found => read = found);
        return problems is [var first, ..]
            ? throw MongoErrors.Options(connection.Name, first)
            : pools.Open(read!);
    }

    private void Check(StageContext stage, ConnectionDefinition connection)
    {
        foreach (var problem in Problems(connection, _ => { }))
        {
            stage.Report(
                PipelineErrorCodes.InvalidOptions, "connectionName", $"connection '{connection.Name}': {problem}");
        }
    }

    private IReadOnlyList<string> Problems(ConnectionDefinition connection, Action<MongoConnection> read) =>
        ConnectionOptions.Check(
            connection.Options, fields => read(MongoConnectionReader.Read(fields, type, connection.Name)));
}
