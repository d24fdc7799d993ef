using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using WireSP.Bson;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// A server session of a native client: cursors stay in it, and retried writes are known by it. Keeps its client until
/// it is disposed.
/// </summary>
internal sealed class MongoSessionHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly MongoClientHandle _client;

    private MongoSessionHandle(MongoClientHandle client, nint session, long number, BsonDocument id)
        : base(ownsHandle: true)
    {
        _client = client;
        Number = number;
        Id = id;
        SetHandle(session);
    }

    /// <summary>What commands name the session by, in the option <c>sessionId</c>.</summary>
    public long Number { get; }

    /// <summary>What the server knows the session by.</summary>
    public BsonDocument Id { get; }

    /// <summary>Begins a session; null where the server has none.</summary>
    public static unsafe MongoSessionHandle? TryStart(MongoClientHandle client)
    {
        var options = Libmongoc.SessionOptionsNew();
        NativeError error;

        // Reads need not follow this session's own writes: each has its place in the stream already.
        Libmongoc.SessionOptionsSetCausal(options, false);
        var session = Libmongoc.SessionStart(client, options, &error);
        Libmongoc.SessionOptionsDestroy(options);
        if (session == 0)
        {
            return null;
        }

        var isKept = false;
        client.DangerousAddRef(ref isKept);
        return new MongoSessionHandle(
            client, session, ReadNumber(session), NativeBsonBlock.Copy(Libmongoc.SessionId(session)));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Libmongoc.SessionDestroy(handle);
        _client.DangerousRelease();
        return true;
    }

    private static unsafe long ReadNumber(nint session)
    {
        using var block = new NativeBsonBlock(1);
        var options = block.Slot(0);
        NativeError error;
        Libmongoc.BsonInit(options);
        try
        {
            return Libmongoc.SessionAppend(session, options, &error)
                ? NativeBsonBlock.Copy(options)["sessionId"].AsInt64
                : throw new UnreachableException($"a new session has a number: {error.Text}");
        }
        finally
        {
            Libmongoc.BsonDestroy(options);
        }
    }
}
