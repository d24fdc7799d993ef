using WireSP.Connectors.Collections;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Commits writes together with a mark, in as many transactions as it takes until one is known to have succeeded: an
/// attempt after one of which nobody knows that looks at the mark first. Blocks.
/// </summary>
internal sealed class MongoCommitAttempt(
    MongoClient client, MongoMarks marks, MergePlan plan, CommitMark mark, TimeProvider clock)
{
    private bool _isInDoubt;

    /// <summary>Whose mark it is.</summary>
    public string Owner => mark.Owner;

    /// <summary>Tries once.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="cancellationToken">Once cancelled, nothing more is sent.</param>
    /// <param name="refused">What was refused, and nothing was done; empty when all is committed.</param>
    /// <returns>False when somebody else has taken the mark over.</returns>
    /// <exception cref="MongoException">It did not succeed, or nobody knows: may be tried again.</exception>
    public bool TryRun(
        IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken, out IReadOnlyList<WriteFailure> refused)
    {
        refused = [];
        var transaction = new MongoTransaction(client, cancellationToken);
        try
        {
            if (_isInDoubt && marks.Read(transaction, mark.Owner) == mark)
            {
                transaction.Abort();
                return true;
            }

            if (!marks.TryWrite(transaction, mark, clock.GetUtcNow()))
            {
                transaction.Abort();
                return false;
            }

            refused = new MongoMerge(transaction, plan).Run(writes);
            if (refused.Count > 0)
            {
                transaction.Abort();
                return true;
            }

            FaultPoint.Reach("sink.in_transaction");
            _isInDoubt = true;
            transaction.Commit();
            return true;
        }
        catch (RefusedWritesException failure)
        {
            transaction.Abort();
            refused = failure.Failures;
            return true;
        }
        catch (Exception failure)
        {
            transaction.Abort(failure);
            throw;
        }
    }
}
