using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace WireSP.Bson;

/// <content>Texts: sixteen bytes at a time are copied and searched for a quote, an escape or a control
/// character.</content>
internal ref partial struct JsonScanner
{
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
                return Fail(
                    _position < _json.Length ? "a control character must be escaped" : "the text ends inside a string");
            }

            hasEscapes = true;
            if (!TryCopyEscape())
            {
                return false;
            }
        }
    }

    // Copies up to the next quote, backslash or control character, or to the end of the text.
    private void CopyPlain()
    {
        ref var source = ref MemoryMarshal.GetReference(_json);
        ref var target = ref MemoryMarshal.GetArrayDataReference(_buffer);
        var position = _position;
        var written = _written;
        while (position + Vector128<byte>.Count <= _json.Length)
        {
            var bytes = Vector128.LoadUnsafe(ref source, (nuint)position);
            bytes.StoreUnsafe(ref target, (nuint)written);
            var stops = Stops(bytes);
            if (stops != 0)
            {
                var plain = BitOperations.TrailingZeroCount(stops);
                _position = position + plain;
                _written = written + plain;
                return;
            }

            position += Vector128<byte>.Count;
            written += Vector128<byte>.Count;
        }

        _position = position;
        _written = written;
        CopyPlainAtEnd();
    }

    private void CopyPlainAtEnd()
    {
        var rest = _json[_position..];
        var count = rest.Length;
        if (_json.Length >= Vector128<byte>.Count)
        {
            // The last sixteen bytes, of which the first were seen before.
            var seen = Vector128<byte>.Count - rest.Length;
            var stops = Stops(Vector128.Create(_json[^Vector128<byte>.Count..])) >> seen;
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
