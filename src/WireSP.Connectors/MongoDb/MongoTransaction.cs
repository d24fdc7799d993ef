using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// One transaction of a client's session: all that is read and written through it is one state of the cluster, and
/// takes effect when it is committed or never. Its commands go to one server. Blocks; once one fails it is of no use.
/// </summary>
/// <remarks>
/// The driver's own transactions count for themselves the numbers that our retried writes use too, and a session in
/// which a number is not greater than the last refuses it.
/// </remarks>
internal sealed class MongoTransaction : IMongoWriter
{
    private readonly MongoClient _client;
    private readonly CancellationToken _cancellationToken;
    private readonly long _number = MongoTransactionNumbers.Next();
    private MongoServer _server;
    private BsonDocument? _recoveryToken;
    private bool _isBegun;

    /// <summary>Prepares a transaction; its first command begins it.</summary>
    /// <param name="client">The client, with a session.</param>
    /// <param name="cancellationToken">Once cancelled, no more commands are sent.</param>
    /// <exception cref="MongoException">No server suits.</exception>
    public MongoTransaction(MongoClient client, CancellationToken cancellationToken)
    {
        _client = client;
        _cancellationToken = cancellationToken;
        _server = client.SelectServer(forWrites: true, ReadPreferenceHandle.None);
    }

    /// <inheritdoc/>
    public bool IsAtomic => true;

    /// <inheritdoc/>
    // A command should be over well before its socket counts as silent, and before the cluster ends the transaction.
    public int StatementsMax => 1_000;

    /// <inheritdoc/>
    public BsonDocument Read(string database, BsonDocument command)
    {
        var body = new BsonWriter(command.Length + 128);
        _ = body.BeginDocument();
        body.WriteRaw(command.Span[4..^1]);
        return Run(database, body);
    }

    /// <inheritdoc/>
    public BsonDocument Run(string database, BsonWriter body)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (!_isBegun)
        {
            body.WriteBoolean("startTransaction"u8, true);
            var concern = body.BeginDocument("readConcern"u8);
            body.WriteString("level"u8, "snapshot");
            body.End(concern);
            _isBegun = true;
        }

        var reply = Send(database, body);
        if (reply["recoveryToken"] is { Type: BsonType.Document } token)
        {
            _recoveryToken = token.AsDocument.Copy();
        }

        return reply;
    }

    /// <summary>Whether the commit was asked for once more: then an answer that there is no such transaction may mean
    /// that it was taken back with the server that had committed it.</summary>
    public bool IsCommitRepeated { get; private set; }

    /// <summary>
    /// Commits, for a majority, and asks once more when the answer is lost: whoever did commit says so again.
    /// </summary>
    /// <exception cref="MongoException">It was not committed, or nobody knows.</exception>
    public void Commit()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        try
        {
            End("commitTransaction"u8);
        }
        catch (MongoException failure) when (failure.IsPassing || failure.HasLabel(MongoException.UnknownCommitLabel))
        {
            IsCommitRepeated = true;
            _server = _client.SelectServer(forWrites: true, ReadPreferenceHandle.None);
            End("commitTransaction"u8);
        }
    }

    /// <summary>Gives the transaction up, so that nobody has to wait until the cluster does.</summary>
    /// <param name="reason">Why; null when nothing has failed.</param>
    public void Abort(Exception? reason = null)
    {
        // A server that is not reached would keep us waiting. The session's next transaction there ends this one.
        if (!_isBegun || reason is MongoException { IsFromServer: false })
        {
            return;
        }

        try
        {
            End("abortTransaction"u8);
        }
        catch (MongoException)
        {
            // It has ended already, or does so by itself.
        }
    }

    private void End(ReadOnlySpan<byte> command)
    {
        var body = new BsonWriter();
        _ = body.BeginDocument();
        body.WriteInt32(command, 1);
        var concern = body.BeginDocument("writeConcern"u8);
        body.WriteString("w"u8, "majority");
        body.End(concern);
        if (_recoveryToken is { } token)
        {
            body.WriteDocument("recoveryToken"u8, token);
        }

        _ = MongoWriter.Confirmed(Send("admin", body));
    }

    private BsonDocument Send(string database, BsonWriter body)
    {
        body.WriteInt64("txnNumber"u8, _number);
        body.WriteBoolean("autocommit"u8, false);
        body.End(0);
        return _client.Run(new MongoCommand(database, body.DocumentFrom(0))
        {
            Server = _server,
            UsesSession = true,
            IsInTransaction = true,
        });
    }
}
