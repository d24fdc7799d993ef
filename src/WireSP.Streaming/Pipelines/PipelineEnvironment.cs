using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>What a compilation looks things up in, and where it reports what is wrong.</summary>
internal sealed class PipelineEnvironment(
    IConnectionRegistry connections, IReadOnlyList<IConnector> connectors, ICollection<PipelineProblem> problems)
{
    private readonly SortedSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>The connection registry.</summary>
    public IConnectionRegistry Connections { get; } = connections;

    /// <summary>Everything that can be a source or a sink.</summary>
    public IReadOnlyList<IConnector> Connectors { get; } = connectors;

    /// <summary>Receives what is wrong.</summary>
    public ICollection<PipelineProblem> Problems { get; } = problems;

    /// <summary>Whether stages run in the order written.</summary>
    public bool KeepsOrder { get; init; }

    /// <summary>Names of the connections found so far, sorted.</summary>
    public IReadOnlyList<string> UsedConnections => [.. _used];

    /// <summary>Stages in the order in which they run, each with its index as written.</summary>
    public IReadOnlyList<(BsonValue Stage, int Index)> Order(BsonArray stages) =>
        StageOrder.Of(stages, mayMove: !KeepsOrder);

    /// <summary>
    /// Finds the connection that a stage names and the connector of its type; reports what is missing.
    /// </summary>
    public bool TryFind(
        StageContext stage, StageFields fields, out ConnectionDefinition? connection, out IConnector? connector)
    {
        connection = null;
        connector = null;
        if (fields.RequiredString("connectionName") is not { } name)
        {
            return false;
        }

        connection = Connections.Find(name);
        if (connection is null)
        {
            fields.Report(
                PipelineErrorCodes.CommandFailed,
                "connectionName",
                $"connection named {name} does not exist. Check sp.listConnections() for available connections"
                    + NearestName.HintAfterText(name, Connections.Names));
            return false;
        }

        _ = _used.Add(name);
        foreach (var candidate in Connectors)
        {
            if (string.Equals(candidate.ConnectionType, connection.Type, StringComparison.OrdinalIgnoreCase))
            {
                connector = candidate;
                return true;
            }
        }

        fields.Report(
            PipelineErrorCodes.InvalidOptions,
            "connectionName",
            $"connection '{name}' is of type {connection.Type}, which {stage.StageName} cannot use");
        return false;
    }
}
