using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WireSP.Bson;

/// <content>
/// Numbers: an integer becomes an int32 or, where it does not fit, an int64; a fraction, an exponent or a size beyond
/// that makes a double, correctly rounded.
/// </content>
internal ref partial struct JsonScanner
{
    private const ulong Zeros = 0x3030303030303030;
    private const int PowerMax = 22;

    // Powers of ten that a double holds exactly.
    private static readonly double[] ExactPowers =
    [
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22,
    ];

    private bool TryReadNumber(int typeAt)
    {
        var start = _position;
        var isNegative = _json[start] == '-';
        var position = isNegative ? start + 1 : start;
        var first = position;
        ulong digits = 0;
        position = ReadDigits(position, ref digits);
        var count = position - first;
        if (count == 0 || (count > 1 && _json[first] == '0'))
        {
            return Fail("expected a number");
        }

        if (_json[position] is (byte)'.' or (byte)'e' or (byte)'E' || count > 18)
        {
            return TryReadLongNumber(typeAt, first, position, digits);
        }

        _position = position;
        WriteInteger(typeAt, isNegative ? -(long)digits : (long)digits);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteInteger(int typeAt, long value)
    {
        var isInt32 = value == (int)value;
        _buffer[typeAt] = (byte)(isInt32 ? BsonType.Int32 : BsonType.Int64);
        // Eight bytes in either case; the element that follows overwrites what is too much.
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(_written), value);
        _written += isInt32 ? 4 : 8;
    }

    // Reads all digits there are; the value is right up to 19 of them and wraps beyond.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int ReadDigits(int position, ref ulong value)
    {
        while (position + 8 <= _json.Length)
        {
            var word = Unsafe.ReadUnaligned<ulong>(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), position)) ^ Zeros;
            // A byte above 9 gets its high bit; the lowest such byte is the first that is no digit.
            var others = ((word + 0x7676767676767676) | word) & 0x8080808080808080;
            if (others != 0)
            {
                var count = BitOperations.TrailingZeroCount(others) >> 3;
                if (count > 0)
                {
                    value = (value * SmallPower(count)) + EightDigits(word << (64 - (8 * count)));
                }

                return position + count;
            }

            value = (value * 100_000_000) + EightDigits(word);
            position += 8;
        }

        for (; (uint)(_json[position] - '0') <= 9; position++)
        {
            value = (value * 10) + (uint)(_json[position] - '0');
        }

        return position;
    }

    // The digits stand one a byte, the first in the lowest; pairs, fours and eights are summed side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong EightDigits(ulong word)
    {
        var pairs = (word * 10) + (word >> 8);
        return (((pairs & 0x000000FF000000FF) * 0x000F424000000064)
            + (((pairs >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong SmallPower(int power)
    {
        ReadOnlySpan<uint> powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000];
        return powers[power];
    }

    private bool TryReadLongNumber(int typeAt, int first, int position, ulong digits)
    {
        var digitCount = position - first;
        var exponent = 0;
        var isInteger = true;
        if (_json[position] == '.')
        {
            isInteger = false;
            var fraction = position + 1;
            position = ReadDigits(fraction, ref digits);
            exponent = fraction - position;
            digitCount -= exponent;
            if (exponent == 0)
            {
                return Fail("expected a digit after '.'");
            }
        }

        if (_json[position] is (byte)'e' or (byte)'E')
        {
            isInteger = false;
            position++;
            var isExponentNegative = _json[position] == '-';
            position += isExponentNegative || _json[position] == '+' ? 1 : 0;
            ulong power = 0;
            var powerAt = position;
            position = ReadDigits(position, ref power);
            if (position == powerAt)
            {
                return Fail("expected a digit in the exponent");
            }

            // Far beyond the doubles the exact exponent no longer matters; the parser below decides.
            var bounded = position - powerAt > 6 ? 100_000 : (int)power;
            exponent += isExponentNegative ? -bounded : bounded;
        }

        return isInteger
            ? TryWriteLongInteger(typeAt, position)
            : TryWriteDouble(typeAt, position, digitCount, digits, exponent);
    }

    private bool TryWriteLongInteger(int typeAt, int end)
    {
        if (long.TryParse(
            _json[_position..end], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            _position = end;
            WriteInteger(typeAt, value);
            return true;
        }

        return TryWriteDouble(typeAt, end, int.MaxValue, 0, 0);
    }

    private bool TryWriteDouble(int typeAt, int end, int digitCount, ulong digits, int exponent)
    {
        double value;
        if (digitCount <= 19 && digits <= 1UL << 53 && exponent is >= -PowerMax and <= PowerMax)
        {
            // Both factors are exact, so the one rounding of the operation is the right one.
            value = exponent < 0 ? digits / ExactPowers[-exponent] : digits * ExactPowers[exponent];
            value = _json[_position] == '-' ? -value : value;
        }
        else
        {
            value = double.Parse(_json[_position..end], NumberStyles.Float, CultureInfo.InvariantCulture);
            if (!double.IsFinite(value))
            {
                return Fail("the number is too large for a double");
            }
        }

        _position = end;
        _buffer[typeAt] = (byte)BsonType.Double;
        BinaryPrimitives.WriteDoubleLittleEndian(_buffer.AsSpan(_written), value);
        _written += 8;
        return true;
    }
}
