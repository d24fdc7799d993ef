using WireSP.Connectors;
using WireSP.Connectors.Collections.Given;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>Compiles the pipeline of a file by the same rules as <c>validateStreamProcessor</c>.</summary>
internal static class PipelineCheck
{
    /// <summary>Compiles it against given connections, or against mocks of those that it names.</summary>
    /// <returns>Null when there is any problem.</returns>
    public static CompiledPipeline? Compile(
        ProcessorDefinition processor, IConnectionRegistry? connections, ICollection<PipelineProblem> problems) =>
        Compile(processor, connections, ConnectorTable.All, problems);

    private static CompiledPipeline? Compile(
        ProcessorDefinition processor,
        IConnectionRegistry? connections,
        IReadOnlyList<IConnector> connectors,
        ICollection<PipelineProblem> problems)
    {
        connections ??= MockConnections.For(processor, problems);
        return problems.Count > 0
            ? null
            : PipelineCompiler.Compile(
                new PipelineRequest(processor.Pipeline, !processor.IsStored, processor.StreamMetaFieldName),
                connections,
                connectors,
                problems);
    }

    /// <summary>Compiles it against mocks and given collections.</summary>
    /// <exception cref="TestFileException">Something is wrong with it.</exception>
    public static CompiledPipeline Compile(TestFile file, GivenCollections collections)
    {
        List<PipelineProblem> problems = [];
        return Compile(file.Processor, null, collections.Connectors, problems)
            ?? throw new TestFileException(file.Path, [.. problems.Select(Show)]);
    }

    /// <summary>A problem as a line.</summary>
    public static string Show(PipelineProblem problem)
    {
        var stage = problem.StageIndex is { } index ? $"stage {index}" : "pipeline";
        var path = problem.Path.Length == 0 ? "" : $", {problem.Path}";
        return $"{stage}{path}: {problem.Message}";
    }
}
