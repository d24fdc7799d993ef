using WireSP.Benchmarks.Documents;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;

namespace WireSP.Benchmarks.Engine;

/// <summary>Runs a pipeline over a set by the task that runs it in production, from source to sink.</summary>
internal sealed class EngineQuery(string sourceFields, string stages)
{
    /// <summary>Runs the pipeline once over the set and keeps every result.</summary>
    /// <returns>Bytes written to the output.</returns>
    public int RunOnce(DocumentSet input, byte[] output)
    {
        var run = new MemoryRun(input, 1, output) { KeepsAll = true };
        _ = Run(run);
        return run.OutputLength;
    }

    /// <summary>Runs the pipeline over the set as often as the run says.</summary>
    /// <returns>The task, which has ended and keeps its state.</returns>
    public StreamTask Run(MemoryRun run)
    {
        var compiled = Compile(new MemoryConnector(run));
        var context = new TaskContext("000000000000000000000000", "benchmark", false, null, TimeProvider.System);
        var task = new StreamTask(compiled, new TaskOptions(context));
        task.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
        run.NoteEnd();
        return task;
    }

    /// <summary>Compiles the pipeline between a source and a sink.</summary>
    public CompiledPipeline Compile(MemoryConnector connector)
    {
        const string Connection = $"\"connectionName\": \"{MemoryConnector.ConnectionName}\"";
        var text = "{\"p\": [{\"$source\": {" + Connection + sourceFields + "}}, "
            + stages + "{\"$emit\": {" + Connection + "}}]}";
        List<PipelineProblem> problems = [];
        return PipelineCompiler.Compile(
            new PipelineRequest(ExtendedJson.Parse(text)["p"].AsArray, IsEphemeral: false),
            connector,
            [connector],
            problems) ?? throw new InvalidOperationException(string.Join("; ", problems));
    }
}
