namespace WireSP.Streaming.Sinks;

/// <summary>
/// Writes documents for one task. Called by one caller at a time; failures of the outside world are
/// <see cref="StreamProcessorException"/>s, failures of one document go to the batch's dead letters.
/// </summary>
public interface ISink : IAsyncDisposable
{
    /// <summary>The sink as one whose outputs become visible with checkpoints, once it is open; null when it is none.
    /// </summary>
    ITransactionalSink? Transactional => this as ITransactionalSink;

    /// <summary>Connects.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Takes a batch over. The batch's memory is reused when this returns, so what is sent later is copied; waiting
    /// here is the back pressure.
    /// </summary>
    ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken);

    /// <summary>Waits until all that was written before is acknowledged; dead-letters what was refused.</summary>
    /// <param name="failures">Receives documents that the outside refused one by one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken);
}
