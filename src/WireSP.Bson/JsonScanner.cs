using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Unicode;

namespace WireSP.Bson;

/// <summary>
/// Turns one JSON text into BSON in a writer's array, in one pass: texts are copied while they are searched for their
/// end. Never throws for bad input; answers false and keeps what was wrong and where.
/// </summary>
/// <remarks>
/// Two facts spare most checks. The last byte of the text is a closing bracket, so a run of digits or blanks ends
/// inside it. The array always has room for the rest of the text and <see cref="SlackBytes"/> more, because every byte
/// of JSON makes at most one of BSON, except for an element's frame, before which the room is made.
/// </remarks>
internal ref partial struct JsonScanner
{
    // An element's frame (type, index, terminator, length, number: 32) and what a vector store writes too far (32).
    private const int SlackBytes = 96;

    private readonly ReadOnlySpan<byte> _json;
    private readonly int _readable;
    private readonly BsonWriter _output;
    private byte[] _buffer;
    private int _written;
    private int _position;
    private string? _error;

    /// <summary>Creates a scanner.</summary>
    /// <param name="json">The text.</param>
    /// <param name="output">Where the document goes.</param>
    /// <param name="padding">How many zeros stand behind a trimmed text: vectors may be loaded that far.</param>
    public JsonScanner(ReadOnlySpan<byte> json, BsonWriter output, int padding = 0)
    {
        _json = TrimEnd(json);
        _readable = _json.Length + padding;
        _output = output;
        _buffer = output.Buffer;
        _written = output.Position;
    }

    /// <summary>The text without blanks at its end, because the scanner wants a closing bracket there.</summary>
    public static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> json)
    {
        var length = json.Length;
        while (length > 0 && json[length - 1] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            length--;
        }

        return json[..length];
    }

    /// <summary>What was wrong, after a failure.</summary>
    public readonly string Error => _error ?? "unknown error";

    /// <summary>Where it was, in bytes.</summary>
    public readonly int ErrorOffset => _position;

    /// <summary>
    /// Reads the whole text as a document, or an array as the document that carries it. On failure the writer is as
    /// before.
    /// </summary>
    /// <param name="isArray">Whether it was an array.</param>
    /// <param name="depth">The level that the document counts as.</param>
    public bool TryReadDocument(out bool isArray, int depth = 1)
    {
        var start = _written;
        if (TryReadRoot(out isArray, depth))
        {
            _output.MoveTo(_written);
            return true;
        }

        _output.MoveTo(start);
        return false;
    }

    private bool TryReadRoot(out bool isArray, int depth)
    {
        SkipBlanks();
        var first = Peek();
        isArray = first == '[';
        if (first != '{' && !isArray)
        {
            return Fail(_json.Length == 0 ? "the text is empty" : "expected a document or an array");
        }

        if (!Utf8.IsValid(_json))
        {
            return Fail("the text is not valid UTF-8");
        }

        if (_json[^1] != (isArray ? ']' : '}'))
        {
            _position = _json.Length;
            return Fail("the text ends inside a document or array");
        }

        _position++;
        MakeRoom();
        var start = _written;
        if (!(isArray ? TryReadArray(depth) : TryReadObject(depth)))
        {
            return false;
        }

        if (_position != _json.Length)
        {
            return Fail("expected the end of the text");
        }

        if (!isArray && LooksWrapped(start))
        {
            return TryRefuseWrappedRoot(start);
        }

        return true;
    }

    // Stands behind the opening brace.
    private bool TryReadObject(int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            return FailTooDeep();
        }

        var start = _written;
        _written += 4;
        SkipBlanks();
        if (Peek() == '}')
        {
            _position++;
            End(start);
            return true;
        }

        while (true)
        {
            MakeRoom();
            if (!TryReadPlainElements() && !TryReadElement(depth))
            {
                return false;
            }

            SkipBlanks();
            var next = Peek();
            _position++;
            if (next == '}')
            {
                End(start);
                return true;
            }

            if (next != ',')
            {
                return FailBefore("expected ',' or '}'");
            }

            SkipBlanks();
        }
    }

    // Stands behind the opening bracket.
    private bool TryReadArray(int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            return FailTooDeep();
        }

        var start = _written;
        _written += 4;
        SkipBlanks();
        if (Peek() == ']')
        {
            _position++;
            End(start);
            return true;
        }

        for (var index = 0; ; index++)
        {
            MakeRoom();
            var typeAt = _written++;
            WriteIndex(index);
            if (!TryReadValue(typeAt, depth))
            {
                return false;
            }

            SkipBlanks();
            var next = Peek();
            _position++;
            if (next == ']')
            {
                End(start);
                return true;
            }

            if (next != ',')
            {
                return FailBefore("expected ',' or ']'");
            }

            SkipBlanks();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadElement(int depth)
    {
        MakeRoom();
        var typeAt = _written++;
        return (TryReadPlainName() || TryReadName()) && TryReadValue(typeAt, depth);
    }

    private bool TryReadName()
    {
        if (Peek() != '"')
        {
            return Fail("expected a name in double quotes");
        }

        _position++;
        var nameAt = _written;
        if (!TryCopyText(out var hasEscapes))
        {
            return false;
        }

        if (hasEscapes && _buffer.AsSpan(nameAt, _written - nameAt).Contains((byte)0))
        {
            return Fail("a name may not hold a NUL");
        }

        _buffer[_written++] = 0;
        SkipBlanks();
        if (Peek() != ':')
        {
            return Fail("expected ':'");
        }

        _position++;
        SkipBlanks();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadValue(int typeAt, int depth)
    {
        var first = Peek();
        if (first == '"')
        {
            return TryReadString(typeAt);
        }

        return (uint)(first - '0') <= 9 ? TryReadNumber(typeAt) : TryReadOther(first, typeAt, depth);
    }

    private bool TryReadOther(byte first, int typeAt, int depth)
    {
        switch (first)
        {
            case (byte)'{':
                _position++;
                var start = _written;
                _buffer[typeAt] = (byte)BsonType.Document;
                return TryReadObject(depth + 1) && (!LooksWrapped(start) || TryUnwrap(typeAt, start));
            case (byte)'[':
                _position++;
                _buffer[typeAt] = (byte)BsonType.Array;
                return TryReadArray(depth + 1);
            case (byte)'t':
                return TryReadLiteral("true"u8, typeAt, BsonType.Boolean, 1);
            case (byte)'f':
                return TryReadLiteral("false"u8, typeAt, BsonType.Boolean, 0);
            case (byte)'n':
                return TryReadLiteral("null"u8, typeAt, BsonType.Null, 0);
            default:
                return first == '-' ? TryReadNumber(typeAt) : Fail("expected a value");
        }
    }

    private bool TryReadLiteral(ReadOnlySpan<byte> literal, int typeAt, BsonType type, byte value)
    {
        if (!_json[_position..].StartsWith(literal))
        {
            return Fail("expected a value");
        }

        _position += literal.Length;
        _buffer[typeAt] = (byte)type;
        _buffer[_written] = value;
        _written += type == BsonType.Boolean ? 1 : 0;
        return true;
    }

    private void WriteIndex(int index)
    {
        _ = System.Buffers.Text.Utf8Formatter.TryFormat(index, _buffer.AsSpan(_written), out var digits);
        _written += digits;
        _buffer[_written++] = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void End(int start)
    {
        _buffer[_written++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(start), _written - start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeRoom()
    {
        var needed = _json.Length - _position + SlackBytes;
        if (_buffer.Length - _written < needed)
        {
            Grow(needed);
        }
    }

    private void Grow(int needed)
    {
        _output.MoveTo(_written);
        _buffer = _output.Reserve(needed);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly byte Peek() => (uint)_position < (uint)_json.Length ? _json[_position] : (byte)0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SkipBlanks()
    {
        if (Peek() <= ' ')
        {
            SkipRun();
        }
    }

    private void SkipRun()
    {
        while (Peek() is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
        {
            _position++;
        }
    }

    private bool FailTooDeep() => Fail($"nesting exceeds {BsonLimits.NestingDepthMax} levels");

    private bool FailBefore(string message)
    {
        _position--;
        return Fail(message);
    }

    private bool Fail(string message)
    {
        _error = message;
        return false;
    }
}
