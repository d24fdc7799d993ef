using Microsoft.Win32.SafeHandles;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// Owns a pool of native clients. Ends when it is disposed and every client is back; that can take as long as a
/// connection attempt that is under way.
/// </summary>
internal sealed class MongoPoolHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Libmongoc.PoolDestroy(handle);
        return true;
    }
}
