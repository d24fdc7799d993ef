using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.Wire.Framing;

/// <summary>OP_QUERY, of which only the commands of the hello family are answered.</summary>
/// <remarks>
/// <code>
/// | header 16 | flags 4 | fullCollectionName, NUL | numberToSkip 4 | numberToReturn 4 | document | selector? |
/// </code>
/// </remarks>
/// <param name="Database">The part of the collection name before <c>.$cmd</c>; empty when it is no command.</param>
/// <param name="Body">The command, taken out of a <c>$query</c> wrapper.</param>
internal readonly record struct OpQuery(ArraySegment<byte> Database, BsonDocument Body)
{
    private const int NameOffset = WireLimits.HeaderSizeBytes + 4;
    private const int SkipAndReturnSizeBytes = 8;

    /// <summary>Parses a whole message, header included.</summary>
    /// <exception cref="WireProtocolException">A part does not fit the message.</exception>
    public static OpQuery Parse(ArraySegment<byte> message)
    {
        var span = message.AsSpan();
        var nameLength = span.Length > NameOffset ? span[NameOffset..].IndexOf((byte)0) : -1;
        var documentOffset = NameOffset + nameLength + 1 + SkipAndReturnSizeBytes;
        if (nameLength < 0 || span.Length - documentOffset < BsonLimits.DocumentSizeBytesMin)
        {
            throw new WireProtocolException("OP_QUERY ends before its document");
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(span[documentOffset..]);
        if (length < BsonLimits.DocumentSizeBytesMin || length > span.Length - documentOffset
            || span[documentOffset + length - 1] != 0)
        {
            throw new WireProtocolException($"OP_QUERY document of {length} bytes does not fit its message");
        }

        var body = new BsonDocument(message.Array!, message.Offset + documentOffset, length);
        return new OpQuery(CommandDatabase(message.Slice(NameOffset, nameLength)), Unwrap(body));
    }

    private static ArraySegment<byte> CommandDatabase(ArraySegment<byte> name)
    {
        var suffix = ".$cmd"u8;
        return name.AsSpan().EndsWith(suffix) ? name.Slice(0, name.Count - suffix.Length) : default;
    }

    // Old drivers wrap a command to send a read preference beside it.
    private static BsonDocument Unwrap(BsonDocument body)
    {
        foreach (var element in body)
        {
            var isWrapped = element.Type == BsonType.Document
                && (element.NameEquals("$query"u8) || element.NameEquals("query"u8));
            return isWrapped ? element.Value.AsDocument : body;
        }

        return body;
    }
}
