using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>Turns what the user wrote into a pipeline that can run.</summary>
public static class PipelineCompiler
{
    /// <summary>Compiles a pipeline and collects every problem that it has, not only the first.</summary>
    /// <returns>Null when there is any problem.</returns>
    public static CompiledPipeline? Compile(
        PipelineRequest request,
        IConnectionRegistry connections,
        IReadOnlyList<IConnector> connectors,
        ICollection<PipelineProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(connectors);
        ArgumentNullException.ThrowIfNull(problems);
        var before = problems.Count;
        if (!CheckSize(request.Pipeline, problems))
        {
            return null;
        }

        var scope = new CompileContext();
        var environment = new PipelineEnvironment(connections, connectors, problems)
        {
            KeepsOrder = request.KeepsOrder,
        };
        var pipeline = new PipelineBuilder(environment, scope);
        var specs = ReadStages(request, pipeline);
        CheckShape(request, specs, problems);
        CheckWindows(specs, pipeline.Source?.WindowRefusal, problems);
        return problems.Count > before || pipeline.Source is null
            ? null
            : new CompiledPipeline(pipeline, scope, request);
    }

    private static bool CheckSize(BsonArray pipeline, ICollection<PipelineProblem> problems)
    {
        var count = pipeline.Count();
        if (pipeline.Span.Length > StreamingLimits.PipelineBytesMax)
        {
            Report(
                problems,
                null,
                $"the pipeline has {pipeline.Span.Length} bytes; at most {StreamingLimits.PipelineBytesMax} are "
                    + "allowed");
            return false;
        }

        if (count > StreamingLimits.StagesMax)
        {
            Report(problems, null, $"the pipeline has {count} stages; at most {StreamingLimits.StagesMax} are allowed");
            return false;
        }

        return true;
    }

    private static StageSpec?[] ReadStages(PipelineRequest request, PipelineBuilder pipeline)
    {
        var count = request.Pipeline.Count();
        var specs = new StageSpec?[count];
        var isFirst = true;
        foreach (var (value, index) in pipeline.Environment.Order(request.Pipeline))
        {
            pipeline.StageIndex = index;
            specs[index] = StageReader.Read(value, index, index == count - 1, pipeline);
            if (isFirst && pipeline.Time.StoredAs is { } name)
            {
                // Right after the source, so that every stage sees the field.
                pipeline.Add(new TimestampFieldPlan(name, pipeline.BeginScope()));
            }

            isFirst = false;
        }

        return specs;
    }

    private static void CheckShape(
        PipelineRequest request, StageSpec?[] specs, ICollection<PipelineProblem> problems)
    {
        if (specs.Length == 0)
        {
            Report(problems, null, "the pipeline is empty; it must begin with $source");
            return;
        }

        if (specs[0] is { Role: not StageRole.Source } first)
        {
            Report(problems, 0, $"the first stage must be $source, found {first.Name}");
        }

        var windows = 0;
        for (var i = 0; i < specs.Length; i++)
        {
            if (specs[i] is { Role: StageRole.Window } window && ++windows > 1)
            {
                Report(problems, i, $"a pipeline may have one window stage at most; {window.Name} is another one");
            }
        }

        if (!request.IsEphemeral && specs[^1] is { Role: not StageRole.Sink } last)
        {
            Report(
                problems,
                specs.Length - 1,
                $"the last stage must be a sink such as $emit or $merge, found {last.Name}; only sp.process() works "
                    + "without one");
        }
    }

    private static void CheckWindows(StageSpec?[] specs, string? refusal, ICollection<PipelineProblem> problems)
    {
        for (var i = 0; i < specs.Length && refusal is not null; i++)
        {
            if (specs[i] is { Role: StageRole.Window } window)
            {
                Report(problems, i, $"{window.Name} is not allowed here: {refusal}");
            }
        }
    }

    private static void Report(ICollection<PipelineProblem> problems, int? stageIndex, string message) =>
        problems.Add(new PipelineProblem(PipelineErrorCodes.InvalidOptions, stageIndex, "", message));
}
