using Microsoft.Win32.SafeHandles;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>Owns a parsed connection string.</summary>
internal sealed class MongoUriHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Libmongoc.UriDestroy(handle);
        return true;
    }
}
