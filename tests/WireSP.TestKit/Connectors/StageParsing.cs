using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.TestKit.Connectors;

/// <summary>
/// Parses one source or sink stage with a connector, as the pipeline compiler does, and collects its problems.
/// </summary>
public sealed class StageParsing : IConnectionRegistry
{
    private readonly List<PipelineProblem> _problems = [];

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => [];

    /// <summary>What was wrong, as <c>path: message</c>.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.Select(problem => $"{problem.Path}: {problem.Message}")];

    /// <summary>The codes of what was wrong.</summary>
    public IReadOnlyList<int> Codes => [.. _problems.Select(problem => problem.Code)];

    /// <inheritdoc/>
    public ConnectionDefinition? Find(string name) => null;

    /// <summary>The context of a stage whose fields the connector reads itself.</summary>
    public StageContext WholeStage(string name, BsonDocument argument) => new(name, 0, argument, this, _problems);

    /// <summary>The context of a stage, with the fields that the engine reads itself counted as read.</summary>
    public StageContext Stage(string name, BsonDocument argument) =>
        new(name, 0, argument, this, _problems) { ConsumedFields = ["connectionName", "timeField"] };
}
