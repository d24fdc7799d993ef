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
        problems.Add(new PipelineProblem(PipelineErrorCodes.NotImplemented, null, "", "stages cannot be compiled"));
        return null;
    }
}
