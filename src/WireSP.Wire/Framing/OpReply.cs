using System.Buffers.Binary;

namespace WireSP.Wire.Framing;

/// <summary>OP_REPLY, the answer to OP_QUERY, with one document.</summary>
/// <remarks>
/// <code>
/// | header 16 | responseFlags 4 | cursorID 8 | startingFrom 4 | numberReturned 4 | document |
/// </code>
/// </remarks>
internal static class OpReply
{
    /// <summary>Bytes between the header and the document.</summary>
    public const int PrefixSizeBytes = 20;

    // AwaitCapable: every server since 1.6 sets it, and some drivers look.
    private const int ResponseFlags = 8;

    /// <summary>Writes what stands between the header and the document.</summary>
    public static void WritePrefix(Span<byte> destination)
    {
        destination[..PrefixSizeBytes].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(destination, ResponseFlags);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], 1);
    }
}
