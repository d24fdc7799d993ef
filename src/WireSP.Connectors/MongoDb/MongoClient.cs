using System.Runtime.InteropServices;
using WireSP.Bson;
using WireSP.Connectors.MongoDb.Native;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// One client out of a pool, with a session of its own once it needs one. One call at a time, each blocking: run them,
/// and dispose it, on <see cref="BlockingCalls"/>. It goes back as soon as a call that is under way has ended.
/// </summary>
internal sealed class MongoClient(MongoClientHandle handle, ReadPreferenceHandle readPreference) : IDisposable
{
    // A call that nobody waits for any more may still be under way when the cursor is closed on another thread.
    private readonly Lock _gate = new();
    private MongoSessionHandle? _session;
    private bool _hasSession;

    /// <summary>From which members the connection string wants to read; the pool's own.</summary>
    public ReadPreferenceHandle ReadPreference => readPreference;

    /// <summary>Whether the client has a session, which servers of today all give.</summary>
    public bool HasSession
    {
        get
        {
            lock (_gate)
            {
                return Session() is not null;
            }
        }
    }

    /// <summary>What the server knows the client's session by; null where there is none.</summary>
    public BsonDocument? SessionId
    {
        get
        {
            lock (_gate)
            {
                return Session()?.Id;
            }
        }
    }

    /// <summary>Chooses a server, waiting for one as long as the connection string allows.</summary>
    /// <exception cref="MongoException">There is none.</exception>
    public unsafe MongoServer SelectServer(bool forWrites, ReadPreferenceHandle preference)
    {
        using var held = _gate.EnterScope();
        NativeError error;
        var description = Libmongoc.SelectServer(handle, forWrites, preference, &error);
        if (description == 0)
        {
            throw Failure(error, BsonDocument.Empty);
        }

        var server = new MongoServer(
            (int)Libmongoc.ServerId(description),
            Marshal.PtrToStringUTF8((nint)Libmongoc.ServerType(description)) ?? "");
        Libmongoc.ServerDestroy(description);
        return server;
    }

    /// <summary>Runs a command; a reply with <c>ok: 1</c> may still hold write errors.</summary>
    /// <exception cref="MongoException">The server refuses, or is not reached.</exception>
    public unsafe BsonDocument Run(in MongoCommand command)
    {
        using var held = _gate.EnterScope();
        var session = command.UsesSession ? Session() : null;
        using var block = new NativeBsonBlock(3);
        var body = block.Set(0, command.Body);
        var options = block.Set(1, Options(command.Server, session));
        var reply = block.Slot(2);
        NativeError error;
        var isKept = false;
        session?.DangerousAddRef(ref isKept);
        try
        {
            var isOk = command.IsInTransaction
                ? Libmongoc.WriteCommand(handle, command.Database, body, options, reply, &error)
                : Libmongoc.Command(
                    handle, command.Database, body, command.ReadPreference, options, reply, &error);
            var answer = NativeBsonBlock.Copy(reply);
            Libmongoc.BsonDestroy(reply);
            return isOk || IsOk(answer) ? Checked(answer) : throw Failure(error, answer);
        }
        finally
        {
            if (isKept)
            {
                session!.DangerousRelease();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _session?.Dispose();
        handle.Dispose();
    }

    // A write that was done but not confirmed by enough members has both ok: 1 and an error.
    private static bool IsOk(BsonDocument reply)
    {
        var ok = reply["ok"];
        return ok.Type == BsonType.Double ? ok.AsDouble == 1 : ok.Type == BsonType.Int32 && ok.AsInt32 == 1;
    }

    // The server is outside: nothing behind this line doubts its bytes.
    private static BsonDocument Checked(BsonDocument reply)
    {
        try
        {
            BsonValidator.Validate(reply.Span);
            return reply;
        }
        catch (BsonFormatException exception)
        {
            throw new MongoException(
                MongoErrorDomain.Protocol, 0, $"the server sent malformed BSON: {exception.Message}", default);
        }
    }

    private static MongoException Failure(in NativeError error, BsonDocument reply) =>
        new((MongoErrorDomain)error.Domain, (int)error.Code, error.Text, reply);

    private static BsonDocument Options(MongoServer? server, MongoSessionHandle? session)
    {
        var options = new BsonDocumentBuilder();
        if (server is not null)
        {
            options.Add("serverId", server.Id);
        }

        if (session is not null)
        {
            options.Add("sessionId", session.Number);
        }

        return options.ToDocument();
    }

    private MongoSessionHandle? Session()
    {
        if (!_hasSession)
        {
            _session = MongoSessionHandle.TryStart(handle);
            _hasSession = true;
        }

        return _session;
    }
}
