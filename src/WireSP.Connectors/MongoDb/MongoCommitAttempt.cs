using WireSP.Connectors.Collections;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Commits writes together with a mark, in as many transactions as it takes until one is known to have succeeded: an
/// attempt after one of which nobody knows that looks at the mark first. Blocks.
/// </summary>
internal sealed class MongoCommitAttempt(
    MongoClient client, MongoClientPool pool, MongoMarkSessions sessions, MergePlan plan, CommitMark mark)
{
    private bool _isInDoubt;

    /// <summary>How long the latest transaction lasted, from its first command on.</summary>
    public TimeSpan Lasted { get; private set; }

    /// <summary>Tries once.</summary>
    /// <param name="writes">The writes.</param>
    /// <param name="cancellationToken">Once cancelled, nothing more is sent.</param>
    /// <returns>What was refused, and nothing was done; empty when all is committed.</returns>
    /// <exception cref="MongoException">It did not succeed, or nobody knows: may be tried again.</exception>
    /// <exception cref="Streaming.StreamProcessorException">Somebody else has taken the mark over, or the writes are
    /// more than a transaction holds.</exception>
    public IReadOnlyList<WriteFailure> Run(IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        sessions.Announce(client, mark.Owner, pool.Clock, cancellationToken);
        var transaction = new MongoTransaction(client, cancellationToken);
        var begin = pool.Clock.GetTimestamp();
        try
        {
            var refused = Fill(transaction, writes);
            if (refused.Count > 0)
            {
                transaction.Abort();
                return refused;
            }

            FaultPoint.Reach("sink.in_transaction");
            _isInDoubt = true;
            transaction.Commit();
            sessions.Commit();
            Lasted = pool.Clock.GetElapsedTime(begin);
            return [];
        }
        catch (MongoRefusedException refused)
        {
            transaction.Abort();
            return [.. refused.Refusals.Select(static refusal => refusal.ToWriteFailure())];
        }
        catch (Exception failure)
        {
            Lasted = pool.Clock.GetElapsedTime(begin);
            transaction.Abort(failure);
            if (failure is MongoException cause
                && MongoCommitPace.IsTooMuch(cause, Lasted, transaction.IsCommitRepeated))
            {
                throw MongoErrors.TooMuch(pool.Connection.Name, cause, writes.Count);
            }

            throw;
        }
    }

    /// <summary>Writes the mark, which every transaction of the sink begins with: whoever takes over meets one that was
    /// left open there, and ends it.</summary>
    /// <exception cref="Streaming.StreamProcessorException">Somebody else has taken the mark over.</exception>
    public void Hold(MongoTransaction transaction)
    {
        if (!sessions.TryWrite(transaction, mark, pool.Clock.GetUtcNow()))
        {
            throw MongoErrors.TakenOver(pool.Connection.Name, mark.Owner);
        }
    }

    private IReadOnlyList<WriteFailure> Fill(MongoTransaction transaction, IReadOnlyList<MergeWrite> writes)
    {
        // What is read proves nothing before its own transaction is committed: a member that has lost the others shows
        // what will be taken back. So the mark is written again, and the commit waits until a majority has both.
        var isDone = _isInDoubt && sessions.Marks.Read(transaction, mark.Owner) == mark;
        Hold(transaction);
        return isDone ? [] : new MongoMerge(transaction, plan).Run(writes);
    }
}
