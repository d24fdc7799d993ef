using Microsoft.Win32.SafeHandles;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>Owns a read preference: which members of a cluster may answer.</summary>
internal sealed class ReadPreferenceHandle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
{
    /// <summary>Stands for none, which the library writes as a null pointer: the primary.</summary>
    public static ReadPreferenceHandle None { get; } = new();

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Libmongoc.ReadPreferenceDestroy(handle);
        return true;
    }
}
