using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using Xunit;

namespace WireSP.TestKit.Streaming;

/// <summary>Compiles pipelines that tests write as a shell's user would.</summary>
internal static class TestPipelines
{
    /// <summary>Compiles a whole pipeline, which must be sound.</summary>
    public static CompiledPipeline Compile(string pipeline, TestConnector connector, bool isEphemeral = true)
    {
        List<PipelineProblem> problems = [];
        var compiled = Compile(pipeline, connector, isEphemeral, problems);
        Assert.Empty(problems);
        Assert.NotNull(compiled);
        return compiled;
    }

    /// <summary>What is wrong with a whole pipeline: <c>code index path: message</c> for each problem.</summary>
    public static IReadOnlyList<string> ProblemsOf(string pipeline, bool isEphemeral = true)
    {
        List<PipelineProblem> problems = [];
        var compiled = Compile(pipeline, new TestConnector(), isEphemeral, problems);
        Assert.Equal(problems.Count == 0, compiled is not null);
        return [.. problems.Select(one => $"{one.Code} {one.StageIndex} {one.Path}: {one.Message}")];
    }

    /// <summary>What is wrong with one stage behind a sound source, as <c>code path: message</c>.</summary>
    public static IReadOnlyList<string> ProblemsOfStage(string stage)
    {
        List<PipelineProblem> problems = [];
        _ = Compile($"[{{ $source: {{ connectionName: 'in' }} }}, {stage}]", new TestConnector(), true, problems);
        return [.. problems.Select(problem => $"{problem.Code} {problem.Path}: {problem.Message}")];
    }

    /// <summary>The only thing that is wrong with one stage behind a sound source.</summary>
    public static string ProblemOfStage(string stage) => Assert.Single(ProblemsOfStage(stage));

    private static CompiledPipeline? Compile(
        string pipeline, TestConnector connector, bool isEphemeral, List<PipelineProblem> problems)
    {
        var stages = ExtendedJson.ParseLenientValue(pipeline).AsArray;
        return PipelineCompiler.Compile(
            new PipelineRequest(stages, isEphemeral), new TestConnections(), [connector], problems);
    }
}
