namespace WireSP.Expressions.Operators;

/// <summary>Reads dates by the format specifiers of <c>$dateFromString</c>.</summary>
internal static class DateFormatReader
{
    /// <summary>Reads a date; false when the text does not follow the format or gives no whole date.</summary>
    /// <exception cref="EvaluationException">The format has an unknown specifier.</exception>
    public static bool TryRead(ReadOnlySpan<byte> text, ReadOnlySpan<byte> format, out DateFields fields)
    {
        fields = default;
        CheckFormat(format);
        var scanner = new DateScanner(text);
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                if (!scanner.TrySkip((char)format[i]))
                {
                    return false;
                }
            }
            else if (!TryReadPart((char)format[++i], ref scanner, ref fields))
            {
                return false;
            }
        }

        return scanner.IsAtEnd && fields.IsValid;
    }

    private static void CheckFormat(ReadOnlySpan<byte> format)
    {
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                continue;
            }

            if (++i == format.Length)
            {
                throw new EvaluationException(18535, "the format ends with an unmatched '%'");
            }

            if ("YmdHMSLjGVuzZbB%"u8.IndexOf(format[i]) < 0)
            {
                throw new EvaluationException(18536, $"invalid format character '%{(char)format[i]}' in a date format");
            }
        }
    }

    private static bool TryReadPart(char specifier, ref DateScanner scanner, ref DateFields fields)
    {
        switch (specifier)
        {
            case 'Y':
                return scanner.TryReadNumber(4, out fields.Year);
            case 'm':
                return scanner.TryReadNumber(2, out fields.Month);
            case 'd':
                return scanner.TryReadNumber(2, out fields.Day);
            case 'j':
                return scanner.TryReadNumber(3, out fields.DayOfYear);
            case 'G':
                return scanner.TryReadNumber(4, out fields.IsoYear);
            case 'V':
                return scanner.TryReadNumber(2, out fields.IsoWeek);
            case 'u':
                return scanner.TryReadNumber(1, out fields.IsoDay);
            case 'b' or 'B':
                return scanner.TryReadMonthName(out fields.Month);
            case '%':
                return scanner.TrySkip('%');
            case 'z':
                return scanner.TryReadOffset(out fields.OffsetMinutes);
            case 'Z':
                return scanner.TryReadSignedNumber(out fields.OffsetMinutes);
            default:
                return TryReadTime(specifier, ref scanner, ref fields);
        }
    }

    private static bool TryReadTime(char specifier, ref DateScanner scanner, ref DateFields fields)
    {
        if (specifier == 'L')
        {
            return scanner.TryReadFraction(out fields.Millisecond);
        }

        if (!scanner.TryReadNumber(2, out var number))
        {
            return false;
        }

        switch (specifier)
        {
            case 'H':
                fields.Hour = number;
                break;
            case 'M':
                fields.Minute = number!.Value;
                break;
            default:
                fields.Second = number!.Value;
                break;
        }

        return true;
    }
}
