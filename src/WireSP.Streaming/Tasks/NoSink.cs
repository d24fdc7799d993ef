using WireSP.Streaming.Sinks;

namespace WireSP.Streaming.Tasks;

/// <summary>The sink of a pipeline without one: its outputs are only sampled.</summary>
internal sealed class NoSink : ISink
{
    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
