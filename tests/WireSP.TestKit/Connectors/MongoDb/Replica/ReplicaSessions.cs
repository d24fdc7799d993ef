using System.Collections.Concurrent;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>
/// The sessions of a replica set: which transaction is under way in each, and what of it is known afterwards. Used by
/// one command at a time.
/// </summary>
internal sealed class ReplicaSessions(ReplicaDocuments documents)
{
    /// <summary>The label of a failure after which the whole transaction may be tried again.</summary>
    public const string TransientLabel = "TransientTransactionError";

    private const int NoSuchTransaction = 251;
    private const int TransactionTooOld = 225;
    private const int TransactionCommitted = 256;

    private readonly ConcurrentDictionary<string, ReplicaSession> _sessions = [];
    private TimeProvider _clock = TimeProvider.System;
    private TimeSpan _lifetime = TimeSpan.MaxValue;

    /// <summary>The transactions under way.</summary>
    public IReadOnlyList<ReplicaTransaction> Open =>
        [.. _sessions.Values.Select(session => session.Open).OfType<ReplicaTransaction>()];

    /// <summary>Whether a command belongs to a transaction.</summary>
    public static bool IsInTransaction(BsonDocument command) => !command["autocommit"].IsMissing;

    /// <summary>Checks what a command says beside its statements, as servers do inside of transactions.</summary>
    /// <exception cref="MongoCommandException">It says what it may not.</exception>
    public static void Check(string name, BsonDocument command)
    {
        if (!IsInTransaction(command))
        {
            return;
        }

        var isEnd = name is "commitTransaction" or "abortTransaction";
        var problem = !command["$readPreference"].IsMissing ? "a read preference"
            : !isEnd && !command["writeConcern"].IsMissing ? "a write concern"
            : command["startTransaction"].IsMissing && !command["readConcern"].IsMissing ? "a read concern"
            : null;
        if (problem is not null)
        {
            throw new MongoCommandException(ErrorCode.InvalidOptions, $"{problem} is not allowed in a transaction");
        }
    }

    /// <summary>The transaction that a command belongs to.</summary>
    /// <exception cref="MongoCommandException">There is none.</exception>
    public ReplicaTransaction Enter(BsonDocument command)
    {
        var (session, number) = Find(command);
        if (command["startTransaction"].IsMissing)
        {
            return session.Number == number && session.Open is { } open ? open : throw None(number);
        }

        Begin(session, number);
        return session.Open = new ReplicaTransaction(documents.Current) { Begin = _clock.GetTimestamp() };
    }

    /// <summary>Gives up the transaction that a command belongs to.</summary>
    public void Abort(BsonDocument command)
    {
        var (session, number) = Find(command);
        if (session.Number == number)
        {
            session.Open = null;
        }
    }

    /// <summary>Runs <c>commitTransaction</c>; whoever has committed says so again.</summary>
    public void Commit(BsonDocument command)
    {
        var (session, number) = Find(command);
        if (session.Number == number && session.IsCommitted)
        {
            return;
        }

        if (session.Number != number || session.Open is not { } transaction)
        {
            throw None(number);
        }

        documents.Apply(transaction);
        session.Open = null;
        session.IsCommitted = true;
    }

    /// <summary>Runs <c>abortTransaction</c>.</summary>
    public void AbortByCommand(BsonDocument command)
    {
        var (session, number) = Find(command);
        if (session.Number == number && session.IsCommitted)
        {
            throw new MongoCommandException(
                (ErrorCode)TransactionCommitted, "Cannot call abortTransaction after committing the transaction");
        }

        session.Open = session.Number == number && session.Open is not null ? null : throw None(number);
    }

    /// <summary>The answer that a retried write had the first time; null when it comes the first time.</summary>
    public BsonDocument? FindAnswer(BsonDocument command)
    {
        var (session, number) = Find(command);
        if (session.Number == number)
        {
            return session.Answer;
        }

        Begin(session, number);
        return null;
    }

    /// <summary>Keeps the answer of a retried write.</summary>
    public void Keep(BsonDocument command, BsonDocument answer) => Find(command).Session.Answer = answer;

    /// <summary>Ends sessions and what is under way in them.</summary>
    public void Kill(BsonArray ids)
    {
        foreach (var id in ids)
        {
            if (_sessions.TryRemove(NameOf(id.AsDocument), out var session))
            {
                session.Open = null;
            }
        }
    }

    /// <summary>Forgets all transactions that are under way, as a primary that dies does.</summary>
    public void AbortAll()
    {
        foreach (var session in _sessions.Values)
        {
            session.Open = null;
        }
    }

    /// <summary>Lets transactions end by themselves.</summary>
    public void Limit(TimeProvider clock, TimeSpan lifetime) => (_clock, _lifetime) = (clock, lifetime);

    /// <summary>Ends the transactions that have reached their limit.</summary>
    public void EndOld()
    {
        foreach (var session in _sessions.Values)
        {
            if (session.Open is { } open && _clock.GetElapsedTime(open.Begin) >= _lifetime)
            {
                session.Open = null;
            }
        }
    }

    private static void Begin(ReplicaSession session, long number)
    {
        if (number <= session.Number)
        {
            throw new MongoCommandException(
                (ErrorCode)TransactionTooOld,
                $"Cannot start transaction {number} because a newer transaction {session.Number} has already started");
        }

        session.Number = number;
        session.Open = null;
        session.IsCommitted = false;
        session.Answer = null;
    }

    private static MongoCommandException None(long number) => new(
        (ErrorCode)NoSuchTransaction, $"Given transaction number {number} does not match any in-progress transactions")
    {
        ErrorLabels = [TransientLabel],
    };

    private static string NameOf(BsonDocument id) => Convert.ToHexString(id["id"].AsBinary);

    private (ReplicaSession Session, long Number) Find(BsonDocument command) => (
        _sessions.GetOrAdd(NameOf(command["lsid"].AsDocument), _ => new ReplicaSession()),
        command["txnNumber"].AsInt64);
}
