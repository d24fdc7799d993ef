using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// The transactions of one sink: writes and their owner's mark take effect together or not at all. Keeps a client,
/// whose session the mark names. What fails and may pass is tried again for a while, as a whole.
/// </summary>
/// <param name="access">The collections.</param>
/// <param name="pool">Their clients.</param>
/// <param name="database">Where the mark is kept; null when the writes have no database in common.</param>
/// <param name="clock">Clock of the pauses.</param>
internal sealed class MongoCommits(MongoAccess access, MongoClientPool pool, string? database, TimeProvider clock)
{
    private const int DuplicateKeyCode = 11000;
    private const int UnauthorizedCode = 13;
    private const int WriteConflictCode = 112;

    // As long as the writers of merges without transactions do.
    private static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(1);

    private readonly MongoMarks _marks = new(database);
    private readonly HashSet<CollectionNamespace> _known = [];
    private MongoClient? _client;

    /// <summary>How many writes a transaction should hold.</summary>
    public MongoCommitPace Pace { get; } = new();

    /// <summary>Why the cluster has no transactions; null when it has.</summary>
    /// <exception cref="StreamProcessorException">It cannot be told.</exception>
    public async ValueTask<string?> FindRefusalAsync(CancellationToken cancellationToken)
    {
        await RentAsync(cancellationToken).ConfigureAwait(false);
        var trial = new MongoTransactionTrial(_client!, _marks);
        try
        {
            return await InsistAsync(() => trial.Run(cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (StreamProcessorException failure) when (IsForbidden(failure))
        {
            throw MongoErrors.NoMarks(failure, _marks.Name.Database);
        }
    }

    /// <summary>Takes the owner's mark over, and ends what its holder has left open.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served.</exception>
    public async ValueTask<CommitMark> ClaimAsync(string owner, CancellationToken cancellationToken)
    {
        await RentAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await MakeAsync(_marks.Name, cancellationToken).ConfigureAwait(false);
            return await InsistAsync(() => Claim(owner, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        catch (StreamProcessorException failure) when (IsForbidden(failure))
        {
            throw MongoErrors.NoMarks(failure, _marks.Name.Database);
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

        var attempt = new MongoCommitAttempt(_client!, _marks, plan, mark, clock);
        var begin = clock.GetTimestamp();
        try
        {
            var refused = await RunAsync(attempt, writes, cancellationToken).ConfigureAwait(false);
            if (refused is [{ Code: DuplicateKeyCode }])
            {
                // Somebody else may have inserted it in the meantime; a new transaction sees that it is there.
                refused = await RunAsync(attempt, writes, cancellationToken).ConfigureAwait(false);
            }

            Pace.Note(writes.Count, clock.GetElapsedTime(begin));
            return refused;
        }
        catch (StreamProcessorException failure) when (MongoCommitPace.IsTooMuch(failure, clock.GetElapsedTime(begin)))
        {
            throw MongoErrors.TooMuch(failure, writes.Count);
        }
    }

    /// <summary>Gives the client back, once a call that was given up has ended.</summary>
    public void Release()
    {
        if (Interlocked.Exchange(ref _client, null) is { } client)
        {
            _ = BlockingCalls.Shared.RunAsync(
                () =>
                {
                    client.Dispose();
                    return true;
                },
                CancellationToken.None);
        }
    }

    private static bool IsForbidden(StreamProcessorException failure) =>
        failure.InnerException is MongoException { IsFromServer: true, Code: UnauthorizedCode };

    private async ValueTask<IReadOnlyList<WriteFailure>> RunAsync(
        MongoCommitAttempt attempt, IReadOnlyList<MergeWrite> writes, CancellationToken cancellationToken)
    {
        var isMine = true;
        var refused = await InsistAsync(
            () =>
            {
                isMine = attempt.TryRun(writes, cancellationToken, out var failures);
                return failures;
            },
            cancellationToken).ConfigureAwait(false);
        return isMine ? refused : throw MongoErrors.TakenOver(pool.Connection.Name, attempt.Owner);
    }

    private async ValueTask RentAsync(CancellationToken cancellationToken) =>
        _client ??= await pool.RentAsync(cancellationToken).ConfigureAwait(false);

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

    private CommitMark Claim(string owner, CancellationToken cancellationToken)
    {
        var transaction = new MongoTransaction(_client!, cancellationToken);
        try
        {
            var mark = _marks.Claim(transaction, owner, _client!.SessionId!.Value, clock.GetUtcNow());
            transaction.Commit();
            return mark;
        }
        catch (Exception failure)
        {
            transaction.Abort(failure);
            if (failure is MongoException { IsFromServer: true, Code: WriteConflictCode })
            {
                EndHolder(owner, cancellationToken);
            }

            throw;
        }
    }

    // A transaction that a killed process left open holds the mark until the cluster's own limit, a minute.
    private void EndHolder(string owner, CancellationToken cancellationToken)
    {
        if (_marks.FindSession(new MongoWriter(_client!, cancellationToken), owner) is not { } session
            || BsonValueComparer.Equals(session["id"], _client!.SessionId!.Value["id"]))
        {
            return;
        }

        var command = new BsonDocumentBuilder
        {
            { "killSessions", new BsonArrayBuilder { session }.ToArray() },
        };
        try
        {
            _ = _client!.Run(new MongoCommand("admin", command.ToDocument()));
        }
        catch (MongoException failure) when (failure.IsFromServer)
        {
            // Without the right to do so it is waited for.
        }
    }

    private async ValueTask<T> InsistAsync<T>(Func<T> call, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        for (var pause = FirstPause; ; pause = pause * 2 < LastPause ? pause * 2 : LastPause)
        {
            try
            {
                return await pool.RunAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (StreamProcessorException failure)
                when (failure.Retry == RetryPolicy.WithBackoff
                    && failure.Code != MongoErrors.UnauthorizedCode
                    && clock.GetElapsedTime(begin) is var elapsed
                    && elapsed + pause < RetryWindow
                    && !MongoCommitPace.IsTooMuch(failure, elapsed))
            {
                // The next attempt is a transaction of its own, and finds out whether this one took effect after all.
            }

            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
