using System.Buffers.Binary;

namespace WireSP.Bson;

/// <summary>
/// Keys whose bytes compare, one by one and unsigned, as the language orders the values: what an index is kept by.
/// Equal values have equal keys, so <c>1</c>, <c>1.0</c>, <c>NumberLong(1)</c> and a decimal 1 are one key.
/// </summary>
/// <remarks>
/// <code>
/// key      = rank + 1, content              a rank is where the type stands in the order
/// number   = 8 bytes of the nearest double, 80 when it is exact, else 40 (below) or C0 (above), decimal digits
/// text     = bytes with 00 as 00 FF, then 00 00
/// document = (rank + 1 of the value, name, 00, key of the value)…, 00
/// array    = (key of the value)…, 00
/// </code>
/// </remarks>
public static partial class BsonKey
{
    private const byte End = 0x00;
    private const byte Below = 0x40;
    private const byte Exact = 0x80;
    private const byte Above = 0xC0;

    /// <summary>The key of one value.</summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static byte[] Of(in BsonValue value)
    {
        var output = new BsonWriter();
        Append(output, value);
        return output.Written.ToArray();
    }

    /// <summary>
    /// The first byte of the keys of a type's values; those of the next types begin with a greater one.
    /// </summary>
    public static byte PrefixOf(BsonType type) => (byte)(BsonValueComparer.RankOf(type) + 1);

    /// <summary>
    /// Appends the key of a value; keys appended one after another compare as the list of values does.
    /// </summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static void Append(BsonWriter output, in BsonValue value)
    {
        ArgumentNullException.ThrowIfNull(output);
        Append(output, value, BsonLimits.NestingDepthMax);
    }

    private static void Append(BsonWriter output, in BsonValue value, int depthLeft)
    {
        output.WriteRaw([PrefixOf(value.Type)]);
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128:
                AppendNumber(output, value);
                break;
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                AppendText(output, value.Bytes);
                break;
            case BsonType.Document:
                AppendDocument(output, value.AsDocument, depthLeft, withNames: true);
                break;
            case BsonType.Array:
                AppendDocument(output, value.AsArray.AsDocument, depthLeft, withNames: false);
                break;
            case BsonType.Binary:
                AppendUInt32(output, (uint)value.Length);
                output.WriteRaw([value.BinarySubtype]);
                output.WriteRaw(value.Bytes);
                break;
            case BsonType.Boolean:
                output.WriteRaw([(byte)value.Payload]);
                break;
            case BsonType.DateTime:
                AppendUInt64(output, (ulong)value.Payload ^ (1UL << 63));
                break;
            case BsonType.Timestamp:
                AppendUInt64(output, value.AsTimestamp);
                break;
            case BsonType.DbPointer:
                AppendUInt32(output, (uint)value.Length);
                output.WriteRaw(value.Bytes);
                break;
            case BsonType.JavaScriptWithScope:
                AppendText(output, value.CodeWithScope(out var scope));
                AppendDocument(output, scope, depthLeft, withNames: true);
                break;
            case BsonType.ObjectId or BsonType.RegularExpression:
                // Twelve bytes, and two texts that end with a zero and have none inside.
                output.WriteRaw(value.Bytes);
                break;
            default:
                break;
        }
    }

    private static void AppendDocument(BsonWriter output, BsonDocument document, int depthLeft, bool withNames)
    {
        if (depthLeft == 0)
        {
            BsonThrow.TooDeep();
        }

        foreach (var element in document)
        {
            if (withNames)
            {
                output.WriteRaw([PrefixOf(element.Type)]);
                output.WriteRaw(element.NameUtf8);
                output.WriteRaw([End]);
            }

            Append(output, element.Value, depthLeft - 1);
        }

        output.WriteRaw([End]);
    }

    private static void AppendText(BsonWriter output, ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)0) is var zero and >= 0)
        {
            output.WriteRaw(text[..zero]);
            output.WriteRaw([0x00, 0xFF]);
            text = text[(zero + 1)..];
        }

        output.WriteRaw(text);
        output.WriteRaw([End, End]);
    }

    private static void AppendUInt32(BsonWriter output, uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        output.WriteRaw(bytes);
    }

    private static void AppendUInt64(BsonWriter output, ulong value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        output.WriteRaw(bytes);
    }
}
