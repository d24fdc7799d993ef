using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Connectors.Local;
using WireSP.Connectors.Sample;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// Connections that lead nowhere, so that a pipeline can be compiled by the rules of the real ones. The type is the
/// declared one, or the one that the fields beside <c>connectionName</c> tell.
/// </summary>
internal sealed class MockConnections : IConnectionRegistry
{
    // A cluster, where there is a connector for it.
    private static readonly string Collections =
        ConnectorTable.All.Any(connector => connector.ConnectionType == "MongoDB")
            ? "MongoDB"
            : LocalConnections.ConnectionType;

    private readonly SortedDictionary<string, ConnectionDefinition> _connections = new(StringComparer.Ordinal);

    private MockConnections()
    {
    }

    /// <summary>A registry without connections.</summary>
    public static MockConnections None { get; } = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [.. _connections.Keys];

    /// <summary>Makes a connection for each that the pipeline names.</summary>
    /// <param name="processor">The pipeline and the connections that its file declares.</param>
    /// <param name="problems">Receives names whose type nothing tells.</param>
    public static MockConnections For(ProcessorDefinition processor, ICollection<PipelineProblem> problems)
    {
        var connections = new MockConnections();
        foreach (var (name, options) in processor.Connections)
        {
            connections.Add(name, options["type"].AsString, options);
        }

        var index = 0;
        foreach (var stage in processor.Pipeline)
        {
            connections.AddNamed(stage, "", index++, problems);
        }

        return connections;
    }

    /// <inheritdoc/>
    public ConnectionDefinition? Find(string name) => _connections.GetValueOrDefault(name);

    private void AddNamed(in BsonValue value, string path, int stageIndex, ICollection<PipelineProblem> problems)
    {
        if (value.Type == BsonType.Array)
        {
            foreach (var item in value.AsArray)
            {
                AddNamed(item, path, stageIndex, problems);
            }
        }
        else if (value.Type == BsonType.Document)
        {
            var document = value.AsDocument;
            if (document["connectionName"] is { Type: BsonType.String } name
                && !_connections.ContainsKey(name.AsString))
            {
                Guess(name.AsString, document, new PipelineProblem(0, stageIndex, path, ""), problems);
            }

            foreach (var element in document)
            {
                AddNamed(element.Value, ValueComparison.Below(path, element.Name), stageIndex, problems);
            }
        }
    }

    private void Guess(
        string name, BsonDocument stage, PipelineProblem place, ICollection<PipelineProblem> problems)
    {
        var type = SampleConnections.DefaultNames.Contains(name) ? SampleConnections.ConnectionType
            : !stage["topic"].IsMissing ? "Kafka"
            : !stage["db"].IsMissing || !stage["coll"].IsMissing ? Collections
            : null;
        if (type is not null)
        {
            Add(name, type, BsonDocument.Empty);
            return;
        }

        problems.Add(place with
        {
            Code = PipelineErrorCodes.InvalidOptions,
            Path = $"{place.Path}.connectionName",
            Message = $"the type of connection '{name}' is not known; declare it in the file: "
                + $"connections: {{ {name}: {{ type: \"Kafka\" }} }}",
        });
    }

    private void Add(string name, string type, BsonDocument options)
    {
        var complete = new BsonDocumentBuilder { { "name", name }, { "type", type } };
        foreach (var element in options)
        {
            if (element.Name is not ("name" or "type"))
            {
                complete.Add(element.Name, element.Value);
            }
        }

        // What a connector demands and nobody will ever use.
        if (type == "Kafka" && options["bootstrapServers"].IsMissing)
        {
            complete.Add("bootstrapServers", "mock:9092");
        }
        else if (type == "MongoDB" && options["connectionString"].IsMissing)
        {
            complete.Add("connectionString", "mongodb://mock/");
        }

        _connections[name] = new ConnectionDefinition(name, type, complete.ToDocument());
    }
}
