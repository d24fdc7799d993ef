using System.Text;

namespace WireSP.Bson;

/// <summary>
/// Parses what people type into a shell: JSON with bare names, single quotes, trailing commas, comments, regular
/// expression literals and type constructors. Not for machine input, whose mistakes it would hide.
/// </summary>
internal ref partial struct LenientJsonParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly BsonWriter _output;
    private int _position;

    private LenientJsonParser(ReadOnlySpan<byte> text, BsonWriter output)
    {
        _text = text;
        _output = output;
    }

    /// <summary>Parses one value; nothing but blanks, comments and semicolons may follow it.</summary>
    /// <exception cref="BsonFormatException">What is wrong and where.</exception>
    public static BsonValue Parse(string text)
    {
        byte[] utf8;
        try
        {
            utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(text);
        }
        catch (EncoderFallbackException e)
        {
            throw new BsonFormatException("the text holds a surrogate without its other half", e);
        }

        var output = new BsonWriter(utf8.Length + 64);
        var parser = new LenientJsonParser(utf8, output);
        var start = output.BeginDocument();
        parser.ReadElement("v"u8, 0);
        while (parser.TrySkip(';'))
        {
        }

        if (parser._position < utf8.Length)
        {
            parser.Fail("expected the end of the text");
        }

        output.End(start);
        return output.ToDocument()["v"];
    }

    private void ReadElement(scoped ReadOnlySpan<byte> name, int depth)
    {
        var typeAt = _output.Position;
        _output.WriteHeader(BsonType.Null, name);
        ReadValue(typeAt, depth);
    }

    private void ReadValue(int typeAt, int depth)
    {
        SkipBlanks();
        var first = Peek();
        if (first == '{')
        {
            ReadDocument(typeAt, depth + 1);
        }
        else if (first == '[')
        {
            SetType(typeAt, BsonType.Array);
            var start = _output.BeginDocument();
            ReadItems(']', depth + 1);
            _output.End(start);
        }
        else if (first is (byte)'"' or (byte)'\'')
        {
            Put(typeAt, BsonValue.FromString(ReadQuoted()));
        }
        else if (first == '/')
        {
            ReadRegularExpression(typeAt);
        }
        else if (first is (byte)'-' or (byte)'+' or (byte)'.' || char.IsAsciiDigit((char)first))
        {
            Put(typeAt, ReadNumber());
        }
        else
        {
            ReadWord(typeAt, depth);
        }
    }

    private void ReadDocument(int typeAt, int depth)
    {
        CheckDepth(depth);
        SetType(typeAt, BsonType.Document);
        var start = _output.BeginDocument();
        _position++;
        while (!TrySkip('}'))
        {
            var name = Encoding.UTF8.GetBytes(ReadName());
            Expect(':');
            ReadElement(name, depth);
            if (!TrySkip(','))
            {
                Expect('}');
                break;
            }
        }

        _output.End(start);
        Unwrap(typeAt, start);
    }

    // The values of an array or the arguments of a constructor, from the opening bracket to the closing one.
    private void ReadItems(char close, int depth)
    {
        CheckDepth(depth);
        _position++;
        Span<byte> digits = stackalloc byte[11];
        for (var index = 0; !TrySkip(close); index++)
        {
            _ = index.TryFormat(digits, out var length, provider: null);
            ReadElement(digits[..length], depth);
            if (!TrySkip(','))
            {
                Expect(close);
                break;
            }
        }
    }

    private string ReadName()
    {
        SkipBlanks();
        var name = Peek() is (byte)'"' or (byte)'\'' ? ReadQuoted() : ReadBareWord();
        if (name is null)
        {
            Fail("expected a name or '}'");
        }

        if (name.Contains('\0', StringComparison.Ordinal))
        {
            Fail("a name may not hold a NUL");
        }

        return name;
    }

    private string? ReadBareWord()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit((char)Peek()) || Peek() is (byte)'_' or (byte)'$' or >= 0x80)
        {
            _position++;
        }

        return _position > start ? Encoding.UTF8.GetString(_text[start.._position]) : null;
    }

    private void Unwrap(int typeAt, int start)
    {
        if (ExtendedJsonWrapper.IsPossible(_output.Written[start..])
            && ExtendedJsonWrapper.Replace(_output, typeAt, start) is { } error)
        {
            Fail(error);
        }
    }

    private void Put(int typeAt, in BsonValue value)
    {
        SetType(typeAt, value.Type);
        _output.WriteValueBytes(value);
    }

    private void SetType(int typeAt, BsonType type) => _output.Buffer[typeAt] = (byte)type;

    private void CheckDepth(int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            Fail($"nesting exceeds {BsonLimits.NestingDepthMax} levels");
        }
    }

    private void Expect(char expected)
    {
        if (!TrySkip(expected))
        {
            Fail($"expected '{expected}'");
        }
    }

    private bool TrySkip(char expected)
    {
        SkipBlanks();
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (true)
        {
            while (Peek() is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
            {
                _position++;
            }

            if (!TrySkipComment())
            {
                return;
            }
        }
    }

    private bool TrySkipComment()
    {
        var rest = _text[_position..];
        if (rest.StartsWith("//"u8))
        {
            var length = rest.IndexOf((byte)'\n');
            _position += length < 0 ? rest.Length : length;
            return true;
        }

        if (!rest.StartsWith("/*"u8))
        {
            return false;
        }

        var end = rest[2..].IndexOf("*/"u8);
        if (end < 0)
        {
            Fail("the comment has no end");
        }

        _position += end + 4;
        return true;
    }

    private readonly byte Peek() => _position < _text.Length ? _text[_position] : (byte)0;

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private readonly void Fail(string message) =>
        throw new BsonFormatException($"{message} at byte {_position}", _position);
}
