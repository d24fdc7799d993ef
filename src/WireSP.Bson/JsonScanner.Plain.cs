using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Bson;

/// <content>
/// The road that nearly all bytes take: elements as programs write them, with a short plain name, a plain text or a
/// short integer, and no blanks. It keeps its two positions in registers and leaves whatever is different to the rest.
/// </content>
internal ref partial struct JsonScanner
{
    // The longest integer that two words of eight digits hold.
    private const int PlainDigitsMax = 15;

    // What one element reads at most past its start, but for its text: quote, name, quote, colon, number, two more.
    private const int PlainReach = 1 + 16 + 2 + 16 + 2;

    /// <summary>
    /// Reads plain elements, from the quote of a name on. Ends before the first name whose element is not plain, or
    /// behind the last value of a run.
    /// </summary>
    /// <returns>Whether it ends behind a value.</returns>
    private bool TryReadPlainElements()
    {
        ref var json = ref MemoryMarshal.GetReference(_json);
        ref var buffer = ref MemoryMarshal.GetArrayDataReference(_buffer);
        // As long as this difference does not grow, the rest of the text fits the array.
        var room = _buffer.Length - _json.Length - SlackBytes;
        var last = _readable - PlainReach;
        var position = _position;
        var written = _written;
        var isBehindValue = false;
        while (position <= last && written - position <= room && Unsafe.Add(ref json, position) == '"')
        {
            var nextPosition = position;
            var nextWritten = written + 1;
            var type = BsonType.Missing;
            if (TryPassName(ref json, ref buffer, ref nextPosition, ref nextWritten))
            {
                type = Unsafe.Add(ref json, nextPosition) == '"'
                    ? PassText(ref json, ref buffer, ref nextPosition, ref nextWritten)
                    : PassInteger(ref json, ref buffer, ref nextPosition, ref nextWritten);
            }

            if (type == BsonType.Missing)
            {
                break;
            }

            Unsafe.Add(ref buffer, written) = (byte)type;
            written = nextWritten;
            position = nextPosition;
            isBehindValue = Unsafe.Add(ref json, position) != ',' || Unsafe.Add(ref json, position + 1) != '"';
            if (isBehindValue)
            {
                break;
            }

            position++;
        }

        _position = position;
        _written = written;
        return isBehindValue;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPassName(ref byte json, ref byte buffer, ref int position, ref int written)
    {
        ref var source = ref Unsafe.Add(ref json, position);
        var bytes = Vector128.LoadUnsafe(ref source, 1);
        bytes.StoreUnsafe(ref buffer, (nuint)written);
        var length = BitOperations.TrailingZeroCount(Stops(bytes) | (1u << Vector128<byte>.Count));
        Unsafe.Add(ref buffer, written + length) = 0;
        written += length + 1;
        position += length + 3;
        return Unsafe.Add(ref source, length + 1) == '"' && Unsafe.Add(ref source, length + 2) == ':';
    }

    // The type that was read, or missing where the value is not plain.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly BsonType PassText(ref byte json, ref byte buffer, ref int position, ref int written)
    {
        var last = _readable - Vector256<byte>.Count;
        var lengthAt = written;
        position++;
        written += 4;
        while (position <= last)
        {
            var bytes = Vector256.LoadUnsafe(ref json, (nuint)position);
            bytes.StoreUnsafe(ref buffer, (nuint)written);
            var stops = Stops(bytes);
            if (stops == 0)
            {
                position += Vector256<byte>.Count;
                written += Vector256<byte>.Count;
                continue;
            }

            var plain = BitOperations.TrailingZeroCount(stops);
            position += plain + 1;
            written += plain;
            Unsafe.Add(ref buffer, written++) = 0;
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref buffer, lengthAt), written - lengthAt - 4);
            // The two bytes behind the text say what follows it, so they must be there.
            return Unsafe.Add(ref json, position - 1) == '"' && position + 1 < _readable
                ? BsonType.String
                : BsonType.Missing;
        }

        return BsonType.Missing;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BsonType PassInteger(ref byte json, ref byte buffer, ref int position, ref int written)
    {
        ref var source = ref Unsafe.Add(ref json, position);
        var word = Unsafe.ReadUnaligned<ulong>(ref source) ^ Zeros;
        var count = DigitCount(word);
        var value = count == 0 ? 0 : EightDigits(word << (64 - (8 * count)));
        if (count == 8)
        {
            word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref source, 8)) ^ Zeros;
            var more = DigitCount(word);
            value = more == 0 ? value : (value * SmallPower(more & 7)) + EightDigits(word << (64 - (8 * more)));
            count += more;
        }

        var next = Unsafe.Add(ref source, count);
        if (count is 0 or > PlainDigitsMax || (source == '0' && count > 1) || next is not ((byte)',' or (byte)'}'))
        {
            return BsonType.Missing;
        }

        var isInt32 = value <= int.MaxValue;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref buffer, written), value);
        written += isInt32 ? 4 : 8;
        position += count;
        return isInt32 ? BsonType.Int32 : BsonType.Int64;
    }

    // How many digits, from 0 to 8, a word begins with that had the digit zero taken off each byte.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int DigitCount(ulong word) => BitOperations.TrailingZeroCount(
        ((word + 0x7676767676767676) | word) & 0x8080808080808080) >> 3;
}
