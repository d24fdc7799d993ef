using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Wire.Framing;

/// <summary>
/// OP_MSG: flags, sections, an optional checksum. Parsing is pure; the body is a slice of the message, or of the writer
/// when document sequences had to be merged into it.
/// </summary>
/// <remarks>
/// <code>
/// | header 16 | flagBits 4 | section | section | … | CRC-32C 4, if flag bit 0 |
/// section: | 0 | document |   or   | 1 | size 4 | identifier, NUL | document | document | … |
/// </code>
/// </remarks>
/// <param name="Flags">The flag bits.</param>
/// <param name="Body">The command, document sequences merged in as arrays.</param>
internal readonly record struct OpMessage(OpMessageFlags Flags, BsonDocument Body)
{
    private const uint KnownRequiredFlags = 3;
    private const uint RequiredFlagsMask = 0xFFFF;
    private const int ChecksumSizeBytes = 4;

    /// <summary>Where the flags stand.</summary>
    public const int FlagsOffset = WireLimits.HeaderSizeBytes;

    /// <summary>Where the first section stands.</summary>
    public const int SectionsOffset = FlagsOffset + 4;

    /// <summary>The flags of a message, without looking further; none when it is too short to have any.</summary>
    public static OpMessageFlags PeekFlags(ReadOnlySpan<byte> message) =>
        message.Length < SectionsOffset
            ? OpMessageFlags.None
            : (OpMessageFlags)BinaryPrimitives.ReadUInt32LittleEndian(message[FlagsOffset..]);

    /// <summary>Parses a whole message, header included.</summary>
    /// <param name="message">The message.</param>
    /// <param name="merged">Takes the merged body when there are document sequences.</param>
    /// <exception cref="WireProtocolException">The flags, the checksum or a section kind are not
    /// understood.</exception>
    /// <exception cref="MongoCommandException">The sections contradict each other; the connection goes on.</exception>
    public static OpMessage Parse(ArraySegment<byte> message, BsonWriter merged)
    {
        var span = message.AsSpan();
        if (span.Length < SectionsOffset)
        {
            throw new WireProtocolException($"an OP_MSG of {span.Length} bytes has no room for its flags");
        }

        var flags = PeekFlags(span);
        CheckFlags(flags);
        var end = span.Length;
        if ((flags & OpMessageFlags.ChecksumPresent) != 0)
        {
            end = CheckChecksum(span);
        }

        var sections = new OpMessageSections(message, end);
        sections.Read();
        var body = sections.Sequences == 0 ? sections.Body : sections.Merge(merged);
        return new OpMessage(flags, body);
    }

    private static void CheckFlags(OpMessageFlags flags)
    {
        var unknown = (uint)flags & RequiredFlagsMask & ~KnownRequiredFlags;
        if (unknown != 0)
        {
            throw new WireProtocolException(
                ErrorCode.IllegalOpMsgFlag, $"OP_MSG has required flag bits that are not known: 0x{unknown:X}");
        }
    }

    private static int CheckChecksum(ReadOnlySpan<byte> message)
    {
        var end = message.Length - ChecksumSizeBytes;
        if (end < SectionsOffset
            || Crc32C.Compute(message[..end]) != BinaryPrimitives.ReadUInt32LittleEndian(message[end..]))
        {
            throw new WireProtocolException(
                ErrorCode.ChecksumMismatch, "OP_MSG checksum does not match the contents");
        }

        return end;
    }
}
