using WireSP.Streaming;

namespace WireSP.Connectors.Collections;

/// <summary>Collections that commit many writes at once, together with the number of a checkpoint.</summary>
public interface IAtomicCollections
{
    /// <summary>How many writes one commit should hold, as the commits so far have shown; may always change.</summary>
    int WritesMax => int.MaxValue;

    /// <summary>Why the server behind the collections cannot commit writes together; null when it can.</summary>
    /// <param name="database">Where marks are kept; null when the writes have no database in common.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<string?> FindCommitRefusalAsync(string? database, CancellationToken cancellationToken) =>
        new(default(string));

    /// <summary>Takes an owner's mark over: whoever held it before can commit nothing from here on.</summary>
    /// <param name="owner">The stream processor's id.</param>
    /// <param name="database">Where the mark is kept; null when the writes have no database in common.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    ValueTask<CommitMark> ClaimAsync(string owner, string? database, CancellationToken cancellationToken);

    /// <summary>
    /// Merges documents in order and keeps the checkpoint's number, in one transaction. When documents are refused
    /// nothing is done at all: the caller leaves them out and tries again.
    /// </summary>
    /// <param name="plan">What the writes have in common.</param>
    /// <param name="writes">The writes.</param>
    /// <param name="mark">The owner's mark, with the checkpoint's number.</param>
    /// <param name="cancellationToken">Ends the attempt; then nobody knows whether it succeeded.</param>
    /// <returns>What was refused, in rising order; empty when all is committed.</returns>
    /// <exception cref="StreamProcessorException">Nobody knows whether it succeeded, or the mark has another owner.
    /// </exception>
    ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CommitMark mark, CancellationToken cancellationToken);
}
