using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors;

/// <summary>
/// Checks the options of a connection with the same reader that stages use, so that the messages are of one kind.
/// Fields that every connection has are counted as read.
/// </summary>
internal sealed class ConnectionOptions : IConnectionRegistry
{
    private static readonly ConnectionOptions NoConnections = new();

    private ConnectionOptions()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [];

    /// <inheritdoc/>
    public ConnectionDefinition? Find(string name) => null;

    /// <summary>A text that may be a secret: before secrets are resolved it is <c>{$secret: …}</c>, and empty here.
    /// </summary>
    public static string? ReadSecret(StageFields fields, string name)
    {
        var value = fields.Read(name);
        return value.Type == BsonType.Document && value.AsDocument.TryGetValue("$secret"u8, out _)
            ? string.Empty
            : fields.OptionalString(name);
    }

    /// <summary>Reads options and collects what is wrong, each as <c>field: what was expected</c>.</summary>
    public static IReadOnlyList<string> Check(BsonDocument options, Action<StageFields> read)
    {
        List<PipelineProblem> problems = [];
        var context = new StageContext("connection", 0, options, NoConnections, problems);
        var fields = StageFields.Open(context)!;
        fields.Ignore("_id", "id", "links", "name", "region", "state", "type");
        read(fields);
        fields.RejectUnknown();
        return [.. problems.Select(problem => $"{problem.Path["connection.".Length..]}: {problem.Message}")];
    }
}
