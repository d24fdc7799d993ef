using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Writes documents to a topic in transactions that end with the checkpoints: readers of committed records see each
/// result once, whatever happens in between.
/// </summary>
internal sealed class KafkaTransactionalSink(KafkaSink sink, KafkaSinkOptions options, TaskContext context)
    : ITransactionalSink
{
    private KafkaTransactions? _transactions;

    /// <inheritdoc/>
    public long? CommittedCheckpoint { get; private set; }

    /// <inheritdoc/>
    public bool HasUncommitted => _transactions?.IsOpen == true;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        await sink.OpenAsync(cancellationToken).ConfigureAwait(false);
        _transactions = new KafkaTransactions(sink.Client, options, context);
        await _transactions.InitializeAsync(cancellationToken).ConfigureAwait(false);
        CommittedCheckpoint = await _transactions.ReadCommittedAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        if (batch.Documents.Count > 0)
        {
            _transactions!.Begin();
        }

        return sink.WriteAsync(batch, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
        sink.FlushAsync(failures, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<bool> CommitAsync(
        long checkpoint, ISinkFailures failures, CancellationToken cancellationToken)
    {
        await _transactions!.CommitAsync(checkpoint, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_transactions is not null)
        {
            await _transactions.AbortAsync().ConfigureAwait(false);
        }

        await sink.DisposeAsync().ConfigureAwait(false);
    }
}
