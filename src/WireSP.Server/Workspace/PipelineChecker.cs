using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>Compiles pipelines against the connections of the workspace.</summary>
/// <param name="connections">The connection registry.</param>
/// <param name="connectors">The kinds of sources and sinks.</param>
internal sealed class PipelineChecker(IConnectionRegistry connections, IReadOnlyList<IConnector> connectors)
{
    /// <summary>Everything that is wrong with a pipeline; empty when it can run.</summary>
    public IReadOnlyList<PipelineProblem> FindProblems(BsonArray pipeline, ProcessorOptions options, bool isEphemeral)
    {
        _ = Compile(pipeline, options, isEphemeral, out var problems);
        return problems;
    }

    /// <summary>Compiles a pipeline; its bytes must not be reused afterwards.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">Something is wrong with it.</exception>
    public CompiledPipeline Compile(BsonArray pipeline, ProcessorOptions options, bool isEphemeral) =>
        Compile(pipeline, options, isEphemeral, out var problems) ?? throw StreamErrors.InvalidPipeline(problems);

    /// <summary>Checks the <c>dlq</c> option.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It cannot be used.</exception>
    public void CheckDeadLetterQueue(BsonDocument option) =>
        DeadLetterOption.Check(option, connections, connectors);

    /// <summary>Opens the dead letter queue of a processor; null when it has none.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">Its connection is gone.</exception>
    public IDeadLetterWriter? OpenDeadLetterQueue(BsonDocument option, TimeProvider clock, Action<string> warn) =>
        DeadLetterOption.Open(option, connections, connectors, clock, warn);

    private CompiledPipeline? Compile(
        BsonArray pipeline,
        ProcessorOptions options,
        bool isEphemeral,
        out List<PipelineProblem> problems)
    {
        problems = [];
        var field = options.StreamMetaFieldName ?? ProcessorOptions.DefaultStreamMetaFieldName;
        return PipelineCompiler.Compile(
            new PipelineRequest(pipeline, isEphemeral, field), connections, connectors, problems);
    }
}
