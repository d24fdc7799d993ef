using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace WireSP.Bson;

/// <content>Texts: thirty-two bytes at a time are copied and searched for a quote, an escape or a control
/// character.</content>
internal ref partial struct JsonScanner
{
    // Most names are plain, shorter than a vector and followed by their colon. Anything else is left to TryReadName.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryReadPlainName()
    {
        var position = _position;
        if (position + Vector128<byte>.Count + 3 > _readable)
        {
            return false;
        }

        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetReference(_json), position);
        ref var target = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), _written);
        var bytes = Vector128.LoadUnsafe(ref source, 1);
        bytes.StoreUnsafe(ref target);
        var length = BitOperations.TrailingZeroCount(Stops(bytes) | (1u << Vector128<byte>.Count));
        if (source != '"' || Unsafe.Add(ref source, length + 1) != '"' || Unsafe.Add(ref source, length + 2) != ':')
        {
            return false;
        }

        Unsafe.Add(ref target, length) = 0;
        _written += length + 1;
        _position = position + length + 3;
        SkipBlanks();
        return true;
    }

    private bool TryReadString(int typeAt)
    {
        _buffer[typeAt] = (byte)BsonType.String;
        _position++;
        var lengthAt = _written;
        _written += 4;
        CopyPlain();
        if (Peek() == '"')
        {
            _position++;
        }
        else if (!TryCopyText(out _))
        {
            return false;
        }

        _buffer[_written++] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(lengthAt), _written - lengthAt - 4);
        return true;
    }

    // Stands behind the opening quote; ends behind the closing one.
    private bool TryCopyText(out bool hasEscapes)
    {
        hasEscapes = false;
        while (true)
        {
            CopyPlain();
            var stop = Peek();
            if (stop == '"')
            {
                _position++;
                return true;
            }

            if (stop != '\\')
            {
                return Fail(_position < _json.Length
                    ? "a control character must be escaped"
                    : "the text ends inside a string");
            }

            hasEscapes = true;
            if (!TryCopyEscape())
            {
                return false;
            }
        }
    }

    // Copies up to the next quote, backslash or control character, or to the end of the text.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyPlain()
    {
        ref var source = ref MemoryMarshal.GetReference(_json);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var position = _position;
        var written = _written;
        // Zeros behind the text are control characters, so a run ends there too.
        while (position + Vector256<byte>.Count <= _readable)
        {
            var bytes = Vector256.LoadUnsafe(ref source, (nuint)position);
            bytes.StoreUnsafe(ref target, (nuint)written);
            var stops = Stops(bytes);
            if (stops != 0)
            {
                var plain = BitOperations.TrailingZeroCount(stops);
                _position = position + plain;
                _written = written + plain;
                return;
            }

            position += Vector256<byte>.Count;
            written += Vector256<byte>.Count;
        }

        _position = position;
        _written = written;
        CopyPlainAtEnd();
    }

    // Fewer bytes than a vector are left: the last vector of the text, of which the first bytes were seen before.
    private void CopyPlainAtEnd()
    {
        var rest = _json[_position..];
        var count = rest.Length;
        if (_json.Length >= Vector256<byte>.Count)
        {
            var seen = Vector256<byte>.Count - rest.Length;
            var stops = (ulong)Stops(Vector256.Create(_json[^Vector256<byte>.Count..])) >> seen;
            count = Math.Min(count, BitOperations.TrailingZeroCount(stops));
        }
        else
        {
            count = rest.IndexOfAny((byte)'"', (byte)'\\');
            count = count < 0 ? rest.Length : count;
            var control = rest[..count].IndexOfAnyInRange((byte)0, (byte)0x1F);
            count = control < 0 ? count : control;
        }

        rest[..count].CopyTo(_buffer.AsSpan(_written));
        _position += count;
        _written += count;
    }

    /// <summary>One bit for each byte that ends a plain run: quotes, backslashes, control characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Stops(Vector256<byte> bytes) =>
        (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1F)), bytes)).ExtractMostSignificantBits();

    /// <summary>One bit for each byte that ends a plain run: quotes, backslashes, control characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Stops(Vector128<byte> bytes) =>
        (Vector128.Equals(bytes, Vector128.Create((byte)'"'))
            | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
            | Vector128.Equals(Vector128.Min(bytes, Vector128.Create((byte)0x1F)), bytes)).ExtractMostSignificantBits();

    // Stands on the backslash.
    private bool TryCopyEscape()
    {
        var kind = _position + 1 < _json.Length ? _json[_position + 1] : (byte)0;
        var plain = kind switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => kind,
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            _ => (byte)0,
        };
        if (plain != 0)
        {
            _buffer[_written++] = plain;
            _position += 2;
            return true;
        }

        return kind == 'u' ? TryCopyUnicodeEscape() : Fail("unknown escape");
    }

    private bool TryCopyUnicodeEscape()
    {
        if (!TryReadHex(_position + 2, out var unit))
        {
            return Fail("expected four hexadecimal digits after \\u");
        }

        var scalar = unit;
        var length = 6;
        if (char.IsSurrogate((char)unit))
        {
            if (!_json[(_position + 6)..].StartsWith("\\u"u8)
                || !TryReadHex(_position + 8, out var low)
                || !char.IsSurrogatePair((char)unit, (char)low))
            {
                return Fail("a surrogate without its other half");
            }

            scalar = char.ConvertToUtf32((char)unit, (char)low);
            length = 12;
        }

        _written += new Rune(scalar).EncodeToUtf8(_buffer.AsSpan(_written));
        _position += length;
        return true;
    }

    private readonly bool TryReadHex(int at, out int value)
    {
        value = 0;
        if (at + 4 > _json.Length)
        {
            return false;
        }

        foreach (var digit in _json.Slice(at, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (value << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }
}
