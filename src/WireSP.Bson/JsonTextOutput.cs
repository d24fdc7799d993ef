using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Bson;

/// <summary>The bytes of a JSON text on their way to a buffer: raw bytes, escaped texts, numbers.</summary>
internal ref struct JsonTextOutput
{
    private const int NumberBytesMax = 32;

    // The longest escape, \u0000.
    private const int EscapeBytesMax = 6;
    private const int Overshoot = 32;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _written;

    public JsonTextOutput(IBufferWriter<byte> output)
    {
        _output = output;
        _span = output.GetSpan(256);
    }

    /// <summary>Hands everything over; nothing may be written after.</summary>
    public readonly void Flush() => _output.Advance(_written);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(char value)
    {
        MakeRoom(1);
        _span[_written++] = (byte)value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length);
        bytes.CopyTo(_span[_written..]);
        _written += bytes.Length;
    }

    public void Number(long value)
    {
        MakeRoom(NumberBytesMax);
        _ = Utf8Formatter.TryFormat(value, _span[_written..], out var length);
        _written += length;
    }

    /// <summary>The shortest digits that read back as the same double, with a point so that it stays one.</summary>
    public void Number(double value)
    {
        MakeRoom(NumberBytesMax);
        _ = value.TryFormat(_span[_written..], out var length, default, CultureInfo.InvariantCulture);
        var isWhole = !_span.Slice(_written, length).ContainsAny((byte)'.', (byte)'E');
        _written += length;
        if (isWhole)
        {
            ".0"u8.CopyTo(_span[_written..]);
            _written += 2;
        }
    }

    public void Base64(scoped ReadOnlySpan<byte> bytes)
    {
        MakeRoom(System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(bytes.Length));
        _ = System.Buffers.Text.Base64.EncodeToUtf8(bytes, _span[_written..], out _, out var length);
        _written += length;
    }

    public void Hex(scoped ReadOnlySpan<byte> bytes)
    {
        MakeRoom(bytes.Length * 2);
        _ = Convert.TryToHexStringLower(bytes, _span[_written..], out var length);
        _written += length;
    }

    /// <summary>A text in quotes, with the escapes that JSON demands and no other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Quoted(scoped ReadOnlySpan<byte> text)
    {
        MakeRoom(text.Length + 2 + Overshoot);
        _span[_written++] = (byte)'"';
        if (text.Length < Vector128<byte>.Count ? TryCopyShort(text) : TryCopyLong(text))
        {
            _written += text.Length;
        }
        else
        {
            CopyEscaped(text);
        }

        _span[_written++] = (byte)'"';
    }

    /// <summary>A separator, a name and its colon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Name(char separator, byte[] buffer, int offset, int length)
    {
        MakeRoom(length + 4 + Overshoot);
        _span[_written++] = (byte)separator;
        Quoted(buffer, offset, length);
        MakeRoom(1);
        _span[_written++] = (byte)':';
    }

    /// <summary>A text in quotes that is part of a buffer, whose bytes behind the text may be looked at.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Quoted(byte[] buffer, int offset, int length)
    {
        MakeRoom(length + 2 + Overshoot);
        var blocks = (length + Vector256<byte>.Count - 1) & -Vector256<byte>.Count;
        ref var source = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), offset);
        if (offset > buffer.Length - blocks || !TryCopyBlocks(ref source, length))
        {
            Quoted(buffer.AsSpan(offset, length));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCopyBlocks(ref byte source, int length)
    {
        ref var target = ref MemoryMarshal.GetReference(_span[_written..]);
        target = (byte)'"';
        target = ref Unsafe.Add(ref target, 1);
        for (var i = 0; i < length; i += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref source, (nuint)i);
            bytes.StoreUnsafe(ref target, (nuint)i);
            var stops = JsonScanner.Stops(bytes);
            if (stops != 0 && BitOperations.TrailingZeroCount(stops) < length - i)
            {
                return false;
            }
        }

        Unsafe.Add(ref target, length) = (byte)'"';
        _written += length + 2;
        return true;
    }

    // Copies where nothing needs an escape; two words that may overlap make up any length from 4 to 15.
    private readonly bool TryCopyShort(scoped ReadOnlySpan<byte> text)
    {
        var target = _span[_written..];
        if (text.Length >= 8)
        {
            var head = BinaryPrimitives.ReadUInt64LittleEndian(text);
            var tail = BinaryPrimitives.ReadUInt64LittleEndian(text[^8..]);
            BinaryPrimitives.WriteUInt64LittleEndian(target, head);
            BinaryPrimitives.WriteUInt64LittleEndian(target[(text.Length - 8)..], tail);
            return !NeedsEscape(head) && !NeedsEscape(tail);
        }

        if (text.Length >= 4)
        {
            var head = BinaryPrimitives.ReadUInt32LittleEndian(text);
            var tail = BinaryPrimitives.ReadUInt32LittleEndian(text[^4..]);
            BinaryPrimitives.WriteUInt32LittleEndian(target, head);
            BinaryPrimitives.WriteUInt32LittleEndian(target[(text.Length - 4)..], tail);
            return !NeedsEscape(head | ((ulong)tail << 32));
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < ' ' || text[i] is (byte)'"' or (byte)'\\')
            {
                return false;
            }

            target[i] = text[i];
        }

        return true;
    }

    private readonly bool TryCopyLong(scoped ReadOnlySpan<byte> text)
    {
        ref var source = ref MemoryMarshal.GetReference(text);
        ref var target = ref MemoryMarshal.GetReference(_span[_written..]);
        var last = text.Length - Vector128<byte>.Count;
        for (var i = 0; ; i = Math.Min(i + Vector128<byte>.Count, last))
        {
            var bytes = Vector128.LoadUnsafe(ref source, (nuint)i);
            bytes.StoreUnsafe(ref target, (nuint)i);
            if (JsonScanner.Stops(bytes) != 0)
            {
                return false;
            }

            if (i == last)
            {
                return true;
            }
        }
    }

    private void CopyEscaped(scoped ReadOnlySpan<byte> text)
    {
        MakeRoom((text.Length * EscapeBytesMax) + 2);
        foreach (var value in text)
        {
            var escape = value switch
            {
                (byte)'"' or (byte)'\\' => value,
                (byte)'\b' => (byte)'b',
                (byte)'\f' => (byte)'f',
                (byte)'\n' => (byte)'n',
                (byte)'\r' => (byte)'r',
                (byte)'\t' => (byte)'t',
                _ => (byte)0,
            };
            if (escape != 0)
            {
                _span[_written++] = (byte)'\\';
                _span[_written++] = escape;
            }
            else if (value < ' ')
            {
                "\\u00"u8.CopyTo(_span[_written..]);
                _ = Convert.TryToHexStringLower([value], _span[(_written + 4)..], out _);
                _written += EscapeBytesMax;
            }
            else
            {
                _span[_written++] = value;
            }
        }
    }

    // Whether any byte is below 0x20, a quote or a backslash.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool NeedsEscape(ulong word)
    {
        const ulong Ones = 0x0101010101010101;
        var quotes = word ^ (Ones * '"');
        var slashes = word ^ (Ones * '\\');
        return ((((word - (Ones * ' ')) & ~word) | ((quotes - Ones) & ~quotes) | ((slashes - Ones) & ~slashes))
            & (Ones * 0x80)) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MakeRoom(int bytes)
    {
        if (_span.Length - _written < bytes)
        {
            Grow(bytes);
        }
    }

    private void Grow(int bytes)
    {
        _output.Advance(_written);
        _span = _output.GetSpan((int)Math.Max(bytes, BitOperations.RoundUpToPowerOf2((uint)_written)));
        _written = 0;
    }
}
