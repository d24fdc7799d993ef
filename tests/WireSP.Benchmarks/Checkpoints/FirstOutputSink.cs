using System.Diagnostics;
using WireSP.Streaming.Sinks;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>Notes when the first result came, and drops all of them.</summary>
internal sealed class FirstOutputSink : ISink
{
    private readonly TaskCompletionSource<long> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The timestamp of the first result.</summary>
    public Task<long> First => _first.Task;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        _ = _first.TrySetResult(Stopwatch.GetTimestamp());
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
