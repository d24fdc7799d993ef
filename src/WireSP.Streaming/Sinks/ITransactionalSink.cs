namespace WireSP.Streaming.Sinks;

/// <summary>
/// A sink whose outputs become visible all at once with a checkpoint: those between two barriers are one transaction.
/// Opening it ends whatever an earlier attempt left open.
/// </summary>
public interface ITransactionalSink : ISink
{
    /// <summary>
    /// The number of the checkpoint that the outside committed last, as of <see cref="ISink.OpenAsync"/>; null when it
    /// knows of none. It decides whether a checkpoint that was prepared in the store is real.
    /// </summary>
    long? CommittedCheckpoint { get; }

    /// <summary>Whether anything was written since the last commit; else there is nothing to commit.</summary>
    bool HasUncommitted { get; }

    /// <summary>
    /// Makes everything written since the last call visible, together with the checkpoint's number. Called after
    /// <see cref="ISink.FlushAsync"/>, and after the store has the checkpoint.
    /// </summary>
    /// <exception cref="StreamProcessorException">It did not succeed, or nobody knows whether it did: the sink is not
    /// used again.</exception>
    ValueTask CommitAsync(long checkpoint, CancellationToken cancellationToken);
}
