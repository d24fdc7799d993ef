using System.Runtime.InteropServices;

namespace WireSP.Connectors.MongoDb.Native;

/// <summary>
/// libbson's <c>bson_t</c>: 128 bytes that either hold a short document or point at a longer one. Lives only in memory
/// from <see cref="NativeBsonBlock"/>, because the library counts on its alignment.
/// </summary>
[StructLayout(LayoutKind.Sequential, Size = SizeBytes)]
internal struct NativeBson
{
    public const int SizeBytes = 128;

    public uint Flags;
    public uint Length;
}
