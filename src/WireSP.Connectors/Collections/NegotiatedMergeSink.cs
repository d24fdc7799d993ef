using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Asks the server, when it is opened, whether writes can be committed together with checkpoints, and writes so; where
/// they cannot it writes them at once, or fails when the stage asks for more than that.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="context">The task.</param>
/// <param name="createPlain">Makes the sink that writes at once.</param>
internal sealed class NegotiatedMergeSink(MergeOptions options, TaskContext context, Func<ISink> createPlain) : ISink
{
    private ISink? _chosen;

    /// <inheritdoc/>
    public ITransactionalSink? Transactional => _chosen?.Transactional;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var access = options.Connector.OpenCollections(options.Connection);

        // Given back last, so that the clients that found the server stay open for the sink.
        await using (access.ConfigureAwait(false))
        {
            var refusal = await ((IAtomicCollections)access)
                .FindCommitRefusalAsync(options.Target.ConstantDatabase, cancellationToken).ConfigureAwait(false);
            if (refusal is not null && options.Delivery == DeliveryGuarantee.ExactlyOnce)
            {
                throw CollectionFailures.NoCommits(options.Connection.Name, refusal);
            }

            _chosen = refusal is null ? new TransactionalMergeSink(options, context) : createPlain();
            await _chosen.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken) =>
        _chosen!.WriteAsync(batch, cancellationToken);

    /// <inheritdoc/>
    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
        _chosen!.FlushAsync(failures, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _chosen?.DisposeAsync() ?? ValueTask.CompletedTask;
}
