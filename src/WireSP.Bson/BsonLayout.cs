using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace WireSP.Bson;

/// <summary>
/// Sizes of elements in raw documents. Every step is checked against the end of the document it is in, so a walk over
/// bytes that were never validated ends in a <see cref="BsonFormatException"/> and never outside the document.
/// </summary>
public static class BsonLayout
{
    // By type byte: -1 for types that carry a length and for bytes that are no type.
    private static readonly sbyte[] FixedLengths = MakeFixedLengths();

    /// <summary>Bytes that every value of a type takes, or -1 where values differ or the type is unknown.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FixedLength(BsonType type) => FixedLengths[(byte)type];

    /// <summary>Bytes that the value of <paramref name="type"/> at <paramref name="offset"/> takes.</summary>
    /// <param name="span">The bytes up to the end of the enclosing document.</param>
    /// <param name="offset">Where the value begins.</param>
    /// <param name="type">The element's type byte.</param>
    /// <exception cref="BsonFormatException">The type is unknown or the value does not fit.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ValueLength(ReadOnlySpan<byte> span, int offset, BsonType type)
    {
        var length = FixedLength(type);
        if (length < 0)
        {
            return VariableLength(span, offset, type);
        }

        if (length > span.Length - offset)
        {
            BsonThrow.Truncated(offset);
        }

        return length;
    }

    /// <summary>Index of the NUL that ends the cstring at <paramref name="offset"/>.</summary>
    /// <exception cref="BsonFormatException">There is no NUL before the end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CStringEnd(ReadOnlySpan<byte> span, int offset)
    {
        // Keys are short: a plain loop beats a vector search below about twelve bytes.
        var index = offset;
        while ((uint)index < (uint)span.Length)
        {
            if (span[index] == 0)
            {
                return index;
            }

            index++;
        }

        BsonThrow.Truncated(offset);
        return 0;
    }

    private static int VariableLength(ReadOnlySpan<byte> span, int offset, BsonType type)
    {
        switch (type)
        {
            case BsonType.String or BsonType.JavaScript or BsonType.Symbol:
                return Prefixed(span, offset, minimum: 1, extra: 4);
            case BsonType.Document or BsonType.Array:
                return Prefixed(span, offset, BsonLimits.DocumentSizeBytesMin, extra: 0);
            case BsonType.Binary:
                return Prefixed(span, offset, minimum: 0, extra: 5);
            case BsonType.RegularExpression:
                return CStringEnd(span, CStringEnd(span, offset) + 1) + 1 - offset;
            case BsonType.DbPointer:
                return Prefixed(span, offset, minimum: 1, extra: 16);
            case BsonType.JavaScriptWithScope:
                return Prefixed(span, offset, minimum: 14, extra: 0);
            default:
                BsonThrow.UnknownType((byte)type, offset);
                return 0;
        }
    }

    private static int Prefixed(ReadOnlySpan<byte> span, int offset, int minimum, int extra)
    {
        if (span.Length - offset < 4)
        {
            BsonThrow.Truncated(offset);
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(span[offset..]);
        if (length < minimum || length > span.Length - offset - extra)
        {
            BsonThrow.BadLength(length, offset);
        }

        return length + extra;
    }

    private static sbyte[] MakeFixedLengths()
    {
        var lengths = new sbyte[256];
        Array.Fill(lengths, (sbyte)-1);
        foreach (var type in (ReadOnlySpan<BsonType>)
            [BsonType.Double, BsonType.DateTime, BsonType.Int64, BsonType.Timestamp])
        {
            lengths[(byte)type] = 8;
        }

        foreach (var type in (ReadOnlySpan<BsonType>)
            [BsonType.Null, BsonType.Undefined, BsonType.MinKey, BsonType.MaxKey])
        {
            lengths[(byte)type] = 0;
        }

        lengths[(byte)BsonType.Boolean] = 1;
        lengths[(byte)BsonType.Int32] = 4;
        lengths[(byte)BsonType.ObjectId] = ObjectId.Size;
        lengths[(byte)BsonType.Decimal128] = Decimal128.Size;
        return lengths;
    }
}
