using System.Runtime.InteropServices;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>libbson's <c>bson_error_t</c>: who failed, why, and a sentence.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeError
{
    private const int MessageCapacity = 504;

    public uint Domain;
    public uint Code;
    public fixed byte Message[MessageCapacity];

    /// <summary>The sentence.</summary>
    public readonly string Text
    {
        get
        {
            fixed (byte* text = Message)
            {
                return Marshal.PtrToStringUTF8((nint)text) ?? "";
            }
        }
    }
}
