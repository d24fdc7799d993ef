using System.Text;

namespace WireSP.Bson;

/// <content>The canonical text of https://github.com/mongodb/specifications, bson-decimal128, both ways.</content>
public readonly partial struct Decimal128
{
    /// <summary>Longest canonical text: sign, 34 digits, point, exponent.</summary>
    public const int TextCharsMax = 43;

    // Beyond this every exponent overflows or underflows, however many digits stand before it.
    private const int ExponentTextMax = 1_000_000;

    /// <summary>Parses a number, "NaN" or an infinity, rounding half to even at 34 digits.</summary>
    /// <returns>False when the text is no number or its magnitude is beyond the format.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out Decimal128 value) =>
        TryParse(text, out value, out _) && (value.IsFinite || !HasDigits(text));

    /// <summary>Parses a number, "NaN" or an infinity, rounding half to even at 34 digits.</summary>
    /// <returns>False when the text is no number or its magnitude is beyond the format.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Decimal128 value)
    {
        var utf8 = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return TryParse(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), out value);
    }

    /// <summary>Parses a number that is known to be one.</summary>
    /// <exception cref="BsonFormatException">The text is no number or beyond the format.</exception>
    public static Decimal128 Parse(string text) =>
        TryParse(text.AsSpan(), out var value)
            ? value
            : throw new BsonFormatException($"'{text}' is not a decimal128");

    /// <summary>Writes the canonical text, at most <see cref="TextCharsMax"/> bytes, and says how many.</summary>
    public int Format(Span<byte> destination)
    {
        var length = 0;
        if (IsNegative && !IsNaN)
        {
            destination[length++] = (byte)'-';
        }

        if (!IsFinite)
        {
            var name = IsNaN ? "NaN"u8 : "Infinity"u8;
            name.CopyTo(destination[length..]);
            return length + name.Length;
        }

        Span<byte> digits = stackalloc byte[40];
        _ = Coefficient.TryFormat(digits, out var count, provider: null);
        var exponent = Exponent;
        var adjusted = exponent + count - 1;
        return length + (exponent > 0 || adjusted < -6
            ? FormatScientific(digits[..count], adjusted, destination[length..])
            : FormatPlain(digits[..count], exponent, destination[length..]));
    }

    /// <summary>The canonical text.</summary>
    public override string ToString()
    {
        Span<byte> text = stackalloc byte[TextCharsMax];
        return Encoding.ASCII.GetString(text[..Format(text)]);
    }

    /// <summary>Parses, and says whether nothing was rounded away.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, out Decimal128 value, out bool isExact)
    {
        isExact = true;
        value = NaN;
        var isNegative = text.Length > 0 && text[0] == '-';
        var rest = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        if (Ascii.EqualsIgnoreCase(rest, "nan"u8))
        {
            return true;
        }

        if (Ascii.EqualsIgnoreCase(rest, "inf"u8) || Ascii.EqualsIgnoreCase(rest, "infinity"u8))
        {
            value = isNegative ? NegativeInfinity : PositiveInfinity;
            return true;
        }

        if (!TryReadCoefficient(ref rest, out var coefficient, out var exponent, out var hasMore)
            || !TryReadExponent(rest, ref exponent))
        {
            return false;
        }

        value = Fit(isNegative, coefficient, exponent, hasMore, out isExact);
        return true;
    }

    private static bool HasDigits(ReadOnlySpan<byte> text) => text.IndexOfAnyInRange((byte)'0', (byte)'9') >= 0;

    private static int FormatScientific(ReadOnlySpan<byte> digits, int adjusted, Span<byte> destination)
    {
        destination[0] = digits[0];
        var length = 1;
        if (digits.Length > 1)
        {
            destination[length++] = (byte)'.';
            digits[1..].CopyTo(destination[length..]);
            length += digits.Length - 1;
        }

        destination[length++] = (byte)'E';
        if (adjusted >= 0)
        {
            destination[length++] = (byte)'+';
        }

        _ = adjusted.TryFormat(destination[length..], out var written, provider: null);
        return length + written;
    }

    private static int FormatPlain(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var whole = digits.Length + exponent;
        if (exponent == 0)
        {
            digits.CopyTo(destination);
            return digits.Length;
        }

        if (whole > 0)
        {
            digits[..whole].CopyTo(destination);
            destination[whole] = (byte)'.';
            digits[whole..].CopyTo(destination[(whole + 1)..]);
            return digits.Length + 1;
        }

        "0."u8.CopyTo(destination);
        destination.Slice(2, -whole).Fill((byte)'0');
        digits.CopyTo(destination[(2 - whole)..]);
        return 2 - whole + digits.Length;
    }

    // Reads "12.34" and leaves what follows; digits that no longer fit only count as more than nothing.
    private static bool TryReadCoefficient(
        ref ReadOnlySpan<byte> text, out UInt128 coefficient, out int exponent, out bool hasMore)
    {
        coefficient = UInt128.Zero;
        exponent = 0;
        hasMore = false;
        var digits = 0;
        var position = 0;
        var isFraction = false;
        for (; position < text.Length; position++)
        {
            var digit = text[position] - '0';
            if (digit == '.' - '0' && !isFraction)
            {
                isFraction = true;
                continue;
            }

            if ((uint)digit > 9)
            {
                break;
            }

            digits++;
            if (coefficient < PowersOfTen.AsUInt128(DigitsMax + 2))
            {
                coefficient = (coefficient * 10) + (uint)digit;
                exponent -= isFraction ? 1 : 0;
            }
            else
            {
                hasMore |= digit != 0;
                exponent += isFraction ? 0 : 1;
            }
        }

        text = text[position..];
        return digits > 0;
    }

    private static bool TryReadExponent(ReadOnlySpan<byte> text, ref int exponent)
    {
        if (text.IsEmpty)
        {
            return true;
        }

        if (text[0] is not ((byte)'e' or (byte)'E'))
        {
            return false;
        }

        text = text[1..];
        var isNegative = text.Length > 0 && text[0] == '-';
        text = text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        var power = 0;
        foreach (var character in text)
        {
            if (!char.IsAsciiDigit((char)character))
            {
                return false;
            }

            power = Math.Min((power * 10) + character - '0', ExponentTextMax);
        }

        exponent += isNegative ? -power : power;
        return !text.IsEmpty;
    }
}
