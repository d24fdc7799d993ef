using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// The transactions of one sink: writes and their owner's mark take effect together or not at all. Has a client for one
/// call at a time. What fails and may pass is tried again for a while, as a whole.
/// </summary>
/// <param name="access">The collections.</param>
/// <param name="pool">Their clients.</param>
/// <param name="database">Where the mark is kept; null when the writes have no database in common.</param>
internal sealed class MongoCommits(MongoAccess access, MongoClientPool pool, string? database)
{
    private const int DuplicateKeyCode = 11000;

    private readonly MongoMarkSessions _sessions = new(new MongoMarks(database));
    private readonly HashSet<CollectionNamespace> _known = [];

    // The checkpoint of which documents were refused last, and whether looking for the others found none.
    private long? _refusedAt;
    private bool _isSearchVain;

    /// <summary>Where the mark is kept; null when the writes have no database in common.</summary>
    public string? Database => database;

    /// <summary>How many writes a transaction should hold.</summary>
    public MongoCommitPace Pace { get; } = new();

    /// <summary>Why the cluster has no transactions; null when it has.</summary>
    /// <exception cref="StreamProcessorException">It cannot be told.</exception>
    public async ValueTask<string?> FindRefusalAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await pool.RunAsync(
                client => Insist(
                    () => new MongoTransactionTrial(client, _sessions.Marks).Run(cancellationToken), cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StreamProcessorException failure) when (IsForbidden(failure))
        {
            throw MongoErrors.NoMarks(failure, _sessions.Marks.Name.Database);
        }
    }

    /// <summary>Takes the owner's mark over, and ends what its holder has left open.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    public async ValueTask<CommitMark> ClaimAsync(string owner, CancellationToken cancellationToken)
    {
        try
        {
            await MakeAsync(_sessions.Marks.Name, cancellationToken).ConfigureAwait(false);
            return await pool.RunAsync(
                client => Claim(client, owner, cancellationToken),
                cancellationToken).ConfigureAwait(false);
        }
        catch (StreamProcessorException failure) when (IsForbidden(failure))
        {
            throw MongoErrors.NoMarks(failure, _sessions.Marks.Name.Database);
        }
    }

    /// <summary>Writes the mark and merges documents, in one transaction.</summary>
    /// <returns>What was refused, and nothing was done; empty when all is committed.</returns>
    /// <exception cref="StreamProcessorException">Nobody knows whether it succeeded, or the mark has another owner.
    /// </exception>
    public async ValueTask<IReadOnlyList<WriteFailure>> CommitAsync(
        MergePlan plan, IReadOnlyList<MergeWrite> writes, CommitMark mark, CancellationToken cancellationToken)
    {
        foreach (var write in writes)
        {
            await MakeAsync(write.Into, cancellationToken).ConfigureAwait(false);
        }

        return await pool.RunAsync(
            client =>
            {
                var attempt = new MongoCommitAttempt(client, pool, _sessions, plan, mark);
                var refused = Commit(attempt, writes, cancellationToken);
                return refused.Count > 0 && IsRepeatedAt(mark.Checkpoint)
                    ? AddOthers(refused, new MongoRefusalSearch(client, plan, attempt, cancellationToken).Find(writes))
                    : refused;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static bool IsForbidden(StreamProcessorException failure) =>
        failure.InnerException is MongoException { IsForbidden: true };

    // A transaction makes no collections in older clusters, and the checks may have been long ago.
    private async ValueTask MakeAsync(CollectionNamespace name, CancellationToken cancellationToken)
    {
        if (_known.Contains(name))
        {
            return;
        }

        if (await access.DescribeAsync(name, cancellationToken).ConfigureAwait(false) is null)
        {
            await access.CreateAsync(name, BsonDocument.Empty, cancellationToken).ConfigureAwait(false);
        }

        _ = _known.Add(name);
    }

    private IReadOnlyList<WriteFailure> Commit(
        MongoCommitAttempt attempt, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        var refused = Insist(() => attempt.Run(writes, cancellationToken), cancellationToken);
        if (refused is [{ Code: DuplicateKeyCode }])
        {
            // Somebody else may have inserted it in the meantime; a new transaction sees that it is there.
            refused = Insist(() => attempt.Run(writes, cancellationToken), cancellationToken);
        }

        if (refused.Count == 0)
        {
            Pace.Note(writes.Count, attempt.Lasted);
        }

        return refused;
    }

    // The first refusal of a checkpoint may be the only one. The next would each cost a whole transaction.
    private bool IsRepeatedAt(long? checkpoint)
    {
        if (_refusedAt == checkpoint)
        {
            return !_isSearchVain;
        }

        _refusedAt = checkpoint;
        _isSearchVain = false;
        return false;
    }

    private IReadOnlyList<WriteFailure> AddOthers(
        IReadOnlyList<WriteFailure> refused, IReadOnlyList<WriteFailure> found)
    {
        IReadOnlyList<WriteFailure> all =
        [
            .. refused.Concat(found).DistinctBy(static failure => failure.Index)
                .OrderBy(static failure => failure.Index),
        ];
        _isSearchVain = all.Count == refused.Count;
        return all;
    }

    private CommitMark Claim(MongoClient client, string owner, CancellationToken cancellationToken)
    {
        var claim = new MongoClaim(client, _sessions.Marks, owner, pool.Clock);
        var mark = Insist(() => claim.Run(cancellationToken), cancellationToken);
        _sessions.Begin(claim.Session);
        return mark;
    }

    private T Insist<T>(Func<T> call, CancellationToken cancellationToken)
    {
        var pauses = new RetryPauses(pool.Clock);
        while (true)
        {
            try
            {
                return call();
            }
            catch (MongoException failure) when (MongoErrors.MayPass(failure) && pauses.HasNext)
            {
                // The next attempt is a transaction of its own, and finds out whether this one took effect after all.
            }

            pauses.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
    }
}
