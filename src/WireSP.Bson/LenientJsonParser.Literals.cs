using System.Globalization;
using System.Text;

namespace WireSP.Bson;

/// <content>Texts, numbers and regular expressions as a shell writes them.</content>
internal ref partial struct LenientJsonParser
{
    private const string RegularExpressionOptions = "ilmsux";

    private string ReadQuoted()
    {
        var quote = Peek();
        var start = _position++;
        var text = new StringBuilder();
        while (Peek() != quote)
        {
            if (_position >= _text.Length || Peek() is (byte)'\n')
            {
                _position = start;
                Fail("the string has no end");
            }

            if (Peek() == '\\')
            {
                ReadEscape(text);
                continue;
            }

            var run = _text[_position..].IndexOfAny(quote, (byte)'\\', (byte)'\n');
            run = run < 0 ? _text.Length - _position : run;
            _ = text.Append(Encoding.UTF8.GetString(_text.Slice(_position, run)));
            _position += run;
        }

        _position++;
        var result = text.ToString();
        if (!IsWellFormed(result))
        {
            Fail("a surrogate without its other half");
        }

        return result;
    }

    private void ReadEscape(StringBuilder text)
    {
        _position++;
        var kind = Peek();
        _position++;
        switch (kind)
        {
            case (byte)'n':
                _ = text.Append('\n');
                break;
            case (byte)'t':
                _ = text.Append('\t');
                break;
            case (byte)'r':
                _ = text.Append('\r');
                break;
            case (byte)'b':
                _ = text.Append('\b');
                break;
            case (byte)'f':
                _ = text.Append('\f');
                break;
            case (byte)'0':
                _ = text.Append('\0');
                break;
            case (byte)'u':
                _ = text.Append((char)ReadHex(4));
                break;
            case (byte)'x':
                _ = text.Append((char)ReadHex(2));
                break;
            case (byte)'"' or (byte)'\'' or (byte)'\\' or (byte)'/' or (byte)'$' or (byte)'.':
                _ = text.Append((char)kind);
                break;
            default:
                _position--;
                Fail("unknown escape");
                break;
        }
    }

    private int ReadHex(int digits)
    {
        if (_position + digits > _text.Length || !int.TryParse(
            _text.Slice(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
            out var value))
        {
            Fail($"expected {digits} hexadecimal digits");
            return 0;
        }

        _position += digits;
        return value;
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }

    private BsonValue ReadNumber()
    {
        var start = _position;
        var isNegative = Peek() == '-';
        _position += Peek() is (byte)'-' or (byte)'+' ? 1 : 0;
        if (char.IsAsciiLetter((char)Peek()))
        {
            var word = ReadBareWord();
            return word switch
            {
                "Infinity" => isNegative ? double.NegativeInfinity : double.PositiveInfinity,
                "NaN" => double.NaN,
                _ => FailNumber(start),
            };
        }

        while (char.IsAsciiLetterOrDigit((char)Peek()) || Peek() == '.' || IsExponentSign())
        {
            _position++;
        }

        var text = _text[start.._position];
        if (text[^1] != '.'
            && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer))
        {
            return integer == (int)integer ? BsonValue.FromInt32((int)integer) : BsonValue.FromInt64(integer);
        }

        const NumberStyles Styles =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return double.TryParse(text, Styles, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : FailNumber(start);
    }

    private readonly bool IsExponentSign() =>
        Peek() is (byte)'-' or (byte)'+' && _text[_position - 1] is (byte)'e' or (byte)'E';

    private BsonValue FailNumber(int start)
    {
        _position = start;
        Fail("expected a number");
        return default;
    }

    private void ReadRegularExpression(int typeAt)
    {
        var start = ++_position;
        var isInClass = false;
        while (Peek() != '/' || isInClass)
        {
            if (_position >= _text.Length || Peek() is (byte)'\n' or 0)
            {
                Fail("the regular expression has no end");
            }

            isInClass = Peek() == '[' || (isInClass && Peek() != ']');
            _position += Peek() == '\\' ? 2 : 1;
        }

        var pattern = Encoding.UTF8.GetString(_text[start.._position]);
        _position++;
        PutRegularExpression(typeAt, pattern, ReadBareWord() ?? "");
    }

    private void PutRegularExpression(int typeAt, string pattern, string options)
    {
        foreach (var option in options)
        {
            if (!RegularExpressionOptions.Contains(option, StringComparison.Ordinal))
            {
                Fail($"expected options of the letters {RegularExpressionOptions}, found '{option}'");
            }
        }

        if (pattern.Contains('\0', StringComparison.Ordinal))
        {
            Fail("a pattern may not hold a NUL");
        }

        var sorted = options.ToCharArray();
        Array.Sort(sorted);
        Put(typeAt, BsonValue.FromRegularExpression(pattern, new string(sorted)));
    }
}
