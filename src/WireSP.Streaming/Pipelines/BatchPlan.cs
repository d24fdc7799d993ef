using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Compiled stages of the language for documents that come to an end; each <see cref="Start"/> is another run. Stages
/// may use variables that every run gives values.
/// </summary>
public sealed class BatchPlan
{
    private BatchPlan(PipelineBuilder built, CompileContext scope)
    {
        SourceScope = scope;
        if (!built.IsCollecting)
        {
            Stages = built.Stages;
            return;
        }

        var inner = built.ToWindow();
        Stages = [.. inner.Prefix, inner.State, .. inner.Suffix];
    }

    /// <summary>The stages in order.</summary>
    internal IReadOnlyList<StagePlan> Stages { get; }

    /// <summary>What is read of documents as they come in.</summary>
    internal CompileContext SourceScope { get; }

    /// <summary>Compiles stages.</summary>
    /// <param name="stages">The stages.</param>
    /// <param name="variableNames">Variables that they may use.</param>
    /// <param name="problems">Receives what is wrong.</param>
    /// <returns>Null when there is any problem.</returns>
    public static BatchPlan? Compile(
        BsonArray stages, IReadOnlyList<string> variableNames, ICollection<PipelineProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(variableNames);
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        var builder = new PipelineBuilder(
            new PipelineEnvironment(NoConnections.Instance, [], problems), variableNames);
        var scope = builder.Scope;
        var context = new StageContext("aggregate", 0, stages, NoConnections.Instance, problems);
        StageReader.ReadInner(stages, context, builder);
        return problems.Count > before ? null : new BatchPlan(builder, scope);
    }

    /// <summary>Begins a run.</summary>
    /// <param name="clock">The clock of expressions.</param>
    /// <param name="variables">The variables' values, which stay as they are during the run.</param>
    public BatchPipeline Start(TimeProvider clock, IReadOnlyList<BsonValue> variables) => new(this, clock, variables);

    private sealed class NoConnections : IConnectionRegistry
    {
        public static readonly NoConnections Instance = new();

        public IReadOnlyList<string> Names => [];

        public ConnectionDefinition? Find(string name) => null;
    }
}
