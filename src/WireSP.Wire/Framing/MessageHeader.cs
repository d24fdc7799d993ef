using System.Buffers;
using System.Buffers.Binary;

namespace WireSP.Wire.Framing;

/// <summary>
/// The sixteen bytes before every message, little-endian
/// (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/).
/// </summary>
/// <remarks>
/// <code>
/// 0              4              8              12             16
/// | messageLength | requestID    | responseTo   | opCode       |
/// </code>
/// </remarks>
/// <param name="Length">Bytes of the whole message, header included.</param>
/// <param name="RequestId">Chosen by the sender, any value.</param>
/// <param name="ResponseTo">The request that this message answers; 0 in requests.</param>
/// <param name="OpCode">The kind of message.</param>
internal readonly record struct MessageHeader(int Length, int RequestId, int ResponseTo, OpCode OpCode)
{
    /// <summary>Reads a header; false until sixteen bytes are there.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> input, out MessageHeader header)
    {
        if (input.FirstSpan.Length >= WireLimits.HeaderSizeBytes)
        {
            header = Read(input.FirstSpan);
            return true;
        }

        if (input.Length < WireLimits.HeaderSizeBytes)
        {
            header = default;
            return false;
        }

        Span<byte> bytes = stackalloc byte[WireLimits.HeaderSizeBytes];
        input.Slice(0, WireLimits.HeaderSizeBytes).CopyTo(bytes);
        header = Read(bytes);
        return true;
    }

    /// <summary>Reads a header from at least sixteen bytes.</summary>
    public static MessageHeader Read(ReadOnlySpan<byte> bytes) => new(
        BinaryPrimitives.ReadInt32LittleEndian(bytes),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[8..]),
        (OpCode)BinaryPrimitives.ReadInt32LittleEndian(bytes[12..]));

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteInt32LittleEndian(destination, Length);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], RequestId);
        BinaryPrimitives.WriteInt32LittleEndian(destination[8..], ResponseTo);
        BinaryPrimitives.WriteInt32LittleEndian(destination[12..], (int)OpCode);
    }
}
