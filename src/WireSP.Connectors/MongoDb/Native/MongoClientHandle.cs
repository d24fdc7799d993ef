using Microsoft.Win32.SafeHandles;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// A native client out of a pool. Goes back when it is disposed and the call that uses it has ended, and keeps its pool
/// until then.
/// </summary>
internal sealed class MongoClientHandle : SafeHandleZeroOrMinusOneIsInvalid
{
    private readonly MongoPoolHandle _pool;
    private readonly Action _returned;

    private MongoClientHandle(MongoPoolHandle pool, nint client, Action returned)
        : base(ownsHandle: true)
    {
        _pool = pool;
        _returned = returned;
        SetHandle(client);
    }

    /// <summary>Takes a client out of a pool; null when all are out.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="returned">Called when the client is back; must not throw.</param>
    public static MongoClientHandle? TryPop(MongoPoolHandle pool, Action returned)
    {
        var isKept = false;
        pool.DangerousAddRef(ref isKept);
        var client = Libmongoc.PoolTryPop(pool);
        if (client != 0)
        {
            return new MongoClientHandle(pool, client, returned);
        }

        pool.DangerousRelease();
        return null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Libmongoc.PoolPush(_pool.DangerousGetHandle(), handle);
        _pool.DangerousRelease();
        _returned();
        return true;
    }
}
