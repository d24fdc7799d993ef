using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace WireSP.Bson;

/// <summary>
/// Checks every rule of https://bsonspec.org at the boundary where bytes come in; after it no reader has to doubt them.
/// One pass without recursion: a counted stack of the documents that are open.
/// </summary>
public static class BsonValidator
{
    private const ulong HighBits = 0x8080808080808080;
    private const ulong LowBits = 0x0101010101010101;

    /// <summary>Checks one whole document, its texts' UTF-8 included.</summary>
    /// <exception cref="BsonFormatException">What is wrong and at which byte.</exception>
    public static void Validate(ReadOnlySpan<byte> document) => Walk(document, checkText: true);

    /// <summary>Checks one whole document from a trusted writer: everything but that its texts are UTF-8.</summary>
    /// <exception cref="BsonFormatException">What is wrong and at which byte.</exception>
    public static void ValidateStructure(ReadOnlySpan<byte> document) => Walk(document, checkText: false);

    [SkipLocalsInit]
    private static void Walk(ReadOnlySpan<byte> bytes, bool checkText)
    {
        // Where the enclosing documents end; the depth only falls when one of them has ended.
        Span<int> enclosing = stackalloc int[BsonLimits.NestingDepthMax];
        var depth = 0;
        var end = DocumentEnd(bytes, 0, bytes.Length);
        if (end != bytes.Length - 1)
        {
            BsonThrow.BadLength(end + 1, 0);
        }

        var position = 4;
        while (true)
        {
            if (position == end)
            {
                position = end + 1;
                if (depth == 0)
                {
                    return;
                }

                end = enclosing[--depth];
                continue;
            }

            var type = bytes[position];
            position = SkipCString(bytes, position + 1, end, checkText);
            var length = BsonLayout.FixedLength((BsonType)type);
            if (length >= 0)
            {
                if (length > end - position)
                {
                    BsonThrow.Truncated(position);
                }

                if (type == (byte)BsonType.Boolean && bytes[position] > 1)
                {
                    BsonThrow.BadBoolean(bytes[position], position);
                }

                position += length;
            }
            else if (!TryDocumentStart(bytes, ref position, end, (BsonType)type, checkText))
            {
                position = SkipVariable(bytes, position, end, (BsonType)type, checkText);
            }
            else
            {
                if (depth == BsonLimits.NestingDepthMax - 1)
                {
                    BsonThrow.TooDeep(position);
                }

                enclosing[depth++] = end;
                end = DocumentEnd(bytes, position, end);
                position += 4;
            }
        }
    }

    // Moves to the document that a value is or, in the case of code with scope, ends with.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryDocumentStart(
        ReadOnlySpan<byte> bytes, ref int position, int end, BsonType type, bool checkText)
    {
        if (type == BsonType.JavaScriptWithScope)
        {
            position = SkipCode(bytes, position, end, checkText);
            return true;
        }

        return type is BsonType.Document or BsonType.Array;
    }

    private static int SkipVariable(ReadOnlySpan<byte> bytes, int position, int end, BsonType type, bool checkText)
    {
        switch (type)
        {
            case BsonType.String or BsonType.JavaScript or BsonType.Symbol:
                return SkipString(bytes, position, end, checkText);
            case BsonType.Binary:
                return SkipBinary(bytes, position, end);
            case BsonType.RegularExpression:
                return SkipCString(bytes, SkipCString(bytes, position, end, checkText), end, checkText);
            case BsonType.DbPointer:
                position = SkipString(bytes, position, end, checkText);
                if (ObjectId.Size > end - position)
                {
                    BsonThrow.Truncated(position);
                }

                return position + ObjectId.Size;
            case BsonType.Missing:
                BsonThrow.EarlyTerminator(position);
                return 0;
            default:
                BsonThrow.UnknownType((byte)type, position);
                return 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipCString(ReadOnlySpan<byte> bytes, int start, int end, bool checkText)
    {
        var position = start;
        ulong seen = 0;
        while (position + 8 <= bytes.Length)
        {
            var word = Load(bytes, position);
            var zeros = (word - LowBits) & ~word & HighBits;
            if (zeros != 0)
            {
                // Only what stands before the terminator counts as text.
                seen |= word & (zeros ^ (zeros - 1));
                position += BitOperations.TrailingZeroCount(zeros) >> 3;
                return FinishCString(bytes, start, position, end, checkText && (seen & HighBits) != 0);
            }

            seen |= word;
            position += 8;
        }

        return SkipCStringAtEnd(bytes, start, end, checkText);
    }

    private static int SkipCStringAtEnd(ReadOnlySpan<byte> bytes, int start, int end, bool checkText)
    {
        var length = start < bytes.Length ? bytes[start..].IndexOf((byte)0) : -1;
        return FinishCString(bytes, start, length < 0 ? end : start + length, end, checkText);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FinishCString(ReadOnlySpan<byte> bytes, int start, int terminator, int end, bool checkText)
    {
        // The terminator of the document itself ends no name.
        if (terminator >= end)
        {
            BsonThrow.Truncated(start);
        }

        if (checkText && !Utf8.IsValid(bytes[start..terminator]))
        {
            BsonThrow.InvalidUtf8(start);
        }

        return terminator + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int SkipString(ReadOnlySpan<byte> bytes, int position, int end, bool checkText)
    {
        // int32 length with terminator, text, 0.
        var length = ReadLength(bytes, position, end);
        if (length < 1 || length > end - position - 4)
        {
            BsonThrow.BadLength(length, position);
        }

        var terminator = position + 3 + length;
        if (bytes[terminator] != 0)
        {
            BsonThrow.NoTerminator(terminator);
        }

        if (checkText)
        {
            CheckText(bytes, position + 4, terminator);
        }

        return terminator + 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckText(ReadOnlySpan<byte> bytes, int start, int end)
    {
        // Short texts are mostly ASCII. The word before a text's end may hold bytes before its start, which there
        // always are; if those are not ASCII, the exact check decides.
        var isAscii = end - start <= 16
            && ((Load(bytes, end - 8) | (end - start > 8 ? Load(bytes, start) : 0)) & HighBits) == 0;
        if (!isAscii && !Utf8.IsValid(bytes[start..end]))
        {
            BsonThrow.InvalidUtf8(start);
        }
    }

    private static int SkipBinary(ReadOnlySpan<byte> bytes, int position, int end)
    {
        // int32 length, subtype, data; the data of the old subtype 2 begins with its own length again.
        var length = ReadLength(bytes, position, end);
        if (length < 0 || length > end - position - 5)
        {
            BsonThrow.BadLength(length, position);
        }

        if (bytes[position + 4] == 2
            && (length < 4 || BinaryPrimitives.ReadInt32LittleEndian(bytes[(position + 5)..]) != length - 4))
        {
            BsonThrow.BadLength(length, position + 5);
        }

        return position + 5 + length;
    }

    private static int SkipCode(ReadOnlySpan<byte> bytes, int position, int end, bool checkText)
    {
        // int32 total, string, document: the document must end where the total says.
        var total = ReadLength(bytes, position, end);
        if (total < 14 || total > end - position)
        {
            BsonThrow.BadLength(total, position);
        }

        var totalEnd = position + total;
        var scope = SkipString(bytes, position + 4, totalEnd, checkText);
        if (ReadLength(bytes, scope, totalEnd) != totalEnd - scope)
        {
            BsonThrow.BadLength(totalEnd - scope, scope);
        }

        return scope;
    }

    private static int DocumentEnd(ReadOnlySpan<byte> bytes, int position, int end)
    {
        var length = ReadLength(bytes, position, end);
        if (length < BsonLimits.DocumentSizeBytesMin || length > end - position)
        {
            BsonThrow.BadLength(length, position);
        }

        var terminator = position + length - 1;
        if (bytes[terminator] != 0)
        {
            BsonThrow.NoTerminator(terminator);
        }

        return terminator;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadLength(ReadOnlySpan<byte> bytes, int position, int end)
    {
        if (end - position < 4)
        {
            BsonThrow.Truncated(position);
        }

        return BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ReadOnlySpan<byte> bytes, int position) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[position..]);
}
