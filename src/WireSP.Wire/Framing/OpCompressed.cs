using System.Buffers.Binary;

namespace WireSP.Wire.Framing;

/// <summary>OP_COMPRESSED: what it was, how large it was, by which compressor, and the compressed bytes.</summary>
/// <remarks>
/// <code>
/// | header 16 | originalOpcode 4 | uncompressedSize 4 | compressorId 1 | compressed message without its header |
/// </code>
/// </remarks>
/// <param name="OriginalOpCode">The kind of message inside.</param>
/// <param name="UncompressedSizeBytes">Bytes of the message inside, without a header; within the limits.</param>
/// <param name="CompressorId">Which compressor.</param>
internal readonly record struct OpCompressed(OpCode OriginalOpCode, int UncompressedSizeBytes, byte CompressorId)
{
    /// <summary>Where the compressed bytes begin.</summary>
    public const int PayloadOffset = WireLimits.HeaderSizeBytes + 9;

    /// <summary>Parses the part before the compressed bytes.</summary>
    /// <exception cref="WireProtocolException">Too short, nested, or a size that cannot be.</exception>
    public static OpCompressed Parse(ReadOnlySpan<byte> message, int sizeBytesMax)
    {
        if (message.Length < PayloadOffset)
        {
            throw new WireProtocolException($"an OP_COMPRESSED of {message.Length} bytes has no room for its parts");
        }

        var opCode = (OpCode)BinaryPrimitives.ReadInt32LittleEndian(message[WireLimits.HeaderSizeBytes..]);
        var size = BinaryPrimitives.ReadInt32LittleEndian(message[(WireLimits.HeaderSizeBytes + 4)..]);
        if (opCode is not OpCode.Message and not OpCode.Query)
        {
            throw new WireProtocolException($"OP_COMPRESSED holds opcode {(int)opCode}");
        }

        if (size <= 0 || size > sizeBytesMax - WireLimits.HeaderSizeBytes)
        {
            throw new WireProtocolException($"OP_COMPRESSED claims {size} bytes, over the limit of {sizeBytesMax}");
        }

        return new OpCompressed(opCode, size, message[PayloadOffset - 1]);
    }

    /// <summary>Writes the part before the compressed bytes, header excluded.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, (int)OriginalOpCode);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], UncompressedSizeBytes);
        destination[8] = CompressorId;
    }
}
