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

    /// <summary>Whether so much is held back that a commit should not wait for the next regular checkpoint.</summary>
    bool WantsCommit => false;

    /// <summary>
    /// Makes everything written since the last call visible, together with the checkpoint's number. Called after
    /// <see cref="ISink.FlushAsync"/>, and after the store has the checkpoint.
    /// </summary>
    /// <param name="checkpoint">The checkpoint's number.</param>
    /// <param name="failures">Receives documents that the outside refused one by one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>False when documents were refused and nothing was committed: called again, once they are dead letters
    /// for good, for what remains.</returns>
    /// <exception cref="StreamProcessorException">It did not succeed, or nobody knows whether it did: the sink is not
    /// used again.</exception>
    ValueTask<bool> CommitAsync(long checkpoint, ISinkFailures failures, CancellationToken cancellationToken);
}
