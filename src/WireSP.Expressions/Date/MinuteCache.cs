using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Operators;

/// <summary>
/// Remembers the minute of the date read last: texts of a stream mostly differ in what comes behind it. Reads what
/// <see cref="IsoDate"/> reads.
/// </summary>
internal sealed class MinuteCache
{
    // yyyy-MM-ddTHH:mm | :ss.fffZ | +00:00 in place of the Z
    private const int SecondsStart = 16;
    private const int LengthWithZ = 24;
    private const int LengthWithOffset = 29;

    // The bytes of ":00.000Z" and of ":00.000+", the first one lowest. What differs from them is the digits' values.
    private const ulong SecondsWithZ = 0x5A_30_30_30_2E_30_30_3A;
    private const ulong SecondsWithOffset = 0x2B_30_30_30_2E_30_30_3A;

    // With these added a byte above the greatest that may stand there has its highest bit: 5 or 9 for a digit, else 0.
    private const ulong Excess = 0x7F_76_76_76_7F_76_7A_7F;
    private const ulong HighBits = 0x80_80_80_80_80_80_80_80;

    // Of "+00:00" the last four bytes.
    private const uint OffsetEnd = 0x30_30_3A_30;

    private Vector128<byte> _minute = Vector128.Create("1970-01-01T00:00"u8);
    private long _milliseconds;

    /// <summary>Reads a moment; false when the text is of another form.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        if (!TryReadSeconds(text, out var rest))
        {
            return IsoDate.TryRead(text, out milliseconds);
        }

        var minute = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(text));
        if (minute == _minute)
        {
            milliseconds = _milliseconds + rest;
            return true;
        }

        if (!IsoDate.TryRead(text, out milliseconds))
        {
            return false;
        }

        _minute = minute;
        _milliseconds = milliseconds - rest;
        return true;
    }

    // Seconds and milliseconds of a text that ends in the commonest ways to say UTC.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        var expected = SecondsWithZ;
        if (text.Length != LengthWithZ)
        {
            if (text.Length != LengthWithOffset || text[LengthWithZ] != '0'
                || MemoryMarshal.Read<uint>(text[(LengthWithZ + 1)..]) != OffsetEnd)
            {
                return false;
            }

            expected = SecondsWithOffset;
        }

        // No sum carries into the next byte unless a byte has its highest bit already.
        var digits = MemoryMarshal.Read<ulong>(text[SecondsStart..]) ^ expected;
        if (((digits | (digits + Excess)) & HighBits) != 0)
        {
            return false;
        }

        milliseconds = (Digit(digits, 1) * 10_000) + (Digit(digits, 2) * 1000)
            + (Digit(digits, 4) * 100) + (Digit(digits, 5) * 10) + Digit(digits, 6);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Digit(ulong digits, int index) => (int)(digits >> (index * 8)) & 0xF;
}
