using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// A cursor in a cluster. Keeps a client, a session and the server that it was opened on; hands on the documents of a
/// reply as slices of it. A change stream that loses its server is opened again after its last token.
/// </summary>
internal sealed class MongoCursor : ICollectionCursor
{
    // A server that is asked to wait longer would look like one that went silent.
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly MongoClientPool _pool;
    private readonly MongoClient _client;
    private readonly MongoQuery _query;
    private readonly ReadPreferenceHandle _preference;
    private readonly Queue<BsonDocument> _pending = new();
    private MongoServer? _server;
    private BsonDocument? _batchToken;
    private BsonDocument? _lastToken;
    private string _collection = "";
    private long _id;

    private MongoCursor(MongoClientPool pool, MongoClient client, MongoQuery query)
    {
        _pool = pool;
        _client = client;
        _query = query;
        _preference = MongoReadPreference.Of(query.ReadPreference, client.ReadPreference);
    }

    /// <inheritdoc/>
    public bool IsExhausted => _id == 0 && _pending.Count == 0;

    /// <inheritdoc/>
    public BsonDocument? ResumeToken => _pending.Count == 0 ? _batchToken ?? _lastToken : _lastToken;

    /// <summary>The time of the reply that opened the cursor, as a BSON timestamp; 0 when it had none.</summary>
    public ulong OperationTime { get; private set; }

    /// <summary>Opens a cursor.</summary>
    /// <exception cref="Streaming.StreamProcessorException">The cluster refuses, or is not reached.</exception>
    public static async ValueTask<MongoCursor> OpenAsync(
        MongoClientPool pool, MongoQuery query, CancellationToken cancellationToken)
    {
        var cursor = new MongoCursor(pool, await pool.RentAsync(cancellationToken).ConfigureAwait(false), query);
        try
        {
            _ = await pool.RunAsync(
                () => cursor.Open(query.Body, cancellationToken), cancellationToken).ConfigureAwait(false);
            return cursor;
        }
        catch
        {
            await cursor.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        var more = new BsonWriter();
        while (_pending.Count == 0 && _id != 0)
        {
            WriteMore(more, wait < WaitMax ? wait : WaitMax);
            _ = await _pool.RunAsync(() => Read(more, cancellationToken), cancellationToken).ConfigureAwait(false);
            if (_query.IsChangeStream)
            {
                break;
            }
        }

        while (_pending.TryPeek(out var document) && batch.TryAdd(document))
        {
            _ = _pending.Dequeue();
            if (_query.IsChangeStream && document["_id"] is { Type: BsonType.Document } token)
            {
                _lastToken = token.AsDocument;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        // Nobody waits for it: a call that was given up may hold the client for as long as its socket may be silent.
        _ = BlockingCalls.Shared.RunAsync(Close, CancellationToken.None);
        return ValueTask.CompletedTask;
    }

    private bool Open(BsonDocument body, CancellationToken cancellationToken) =>
        MongoReads.Run(() => TryOpen(body), _pool.Clock, cancellationToken);

    private bool TryOpen(BsonDocument body)
    {
        _server = _client.SelectServer(forWrites: false, _preference);
        var reply = _client.Run(Command(body));
        OperationTime = reply["operationTime"] is { Type: BsonType.Timestamp } time ? time.AsTimestamp : 0;
        return Take(reply, "firstBatch");
    }

    private bool Read(BsonWriter more, CancellationToken cancellationToken)
    {
        try
        {
            return Take(_client.Run(Command(more.DocumentFrom(0))), "nextBatch");
        }
        catch (MongoException failure)
            when (failure.IsResumable && _query.Resume is { } resume && ResumeToken is { } token)
        {
            return Open(resume(token), cancellationToken);
        }
    }

    private bool Close()
    {
        using (_client)
        using (_preference)
        {
            if (_id != 0 && _server is not null)
            {
                var command = new BsonDocumentBuilder
                {
                    { "killCursors", _collection },
                    { "cursors", new BsonArrayBuilder { _id }.ToArray() },
                };
                _ = _client.Run(Command(command.ToDocument()));
            }
        }

        return true;
    }

    private MongoCommand Command(BsonDocument body) => new(_query.Database, body)
    {
        ReadPreference = _preference,
        Server = _server,
        UsesSession = true,
    };

    private void WriteMore(BsonWriter more, TimeSpan wait)
    {
        more.Reset();
        var start = more.BeginDocument();
        more.WriteInt64("getMore"u8, _id);
        more.WriteString("collection"u8, _collection);
        if (_query.IsChangeStream)
        {
            // Zero would stand for the server's own default of a second.
            more.WriteInt64("maxTimeMS"u8, Math.Max(1, (long)wait.TotalMilliseconds));
        }

        more.End(start);
    }

    private bool Take(BsonDocument reply, string batchName)
    {
        if (reply["cursor"] is not { Type: BsonType.Document } found
            || found.AsDocument[batchName] is not { Type: BsonType.Array } batch)
        {
            throw new MongoException(
                MongoErrorDomain.Protocol, 0, $"the server's reply has no cursor with a {batchName}", default);
        }

        var cursor = found.AsDocument;
        _id = MongoReply.Int64(cursor["id"]);
        var name = MongoReply.Text(cursor["ns"]);
        _collection = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..];
        _batchToken = cursor["postBatchResumeToken"] is { Type: BsonType.Document } token
            ? token.AsDocument.Copy()
            : null;
        foreach (var item in batch.AsArray)
        {
            _pending.Enqueue(item.Type == BsonType.Document
                ? item.AsDocument
                : throw new MongoException(
                    MongoErrorDomain.Protocol, 0, "the server's cursor holds something that is no document", default));
        }

        return true;
    }
}
