using System.Buffers.Binary;

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

    private ulong _date;
    private ulong _time;
    private long _milliseconds;

    /// <summary>Reads a moment; false when the text is of another form.</summary>
    public bool TryRead(ReadOnlySpan<byte> text, out long milliseconds)
    {
        if (!TryReadSeconds(text, out var rest))
        {
            return IsoDate.TryRead(text, out milliseconds);
        }

        if (BinaryPrimitives.ReadUInt64LittleEndian(text) == _date
            && BinaryPrimitives.ReadUInt64LittleEndian(text[8..]) == _time)
        {
            milliseconds = _milliseconds + rest;
            return true;
        }

        if (!IsoDate.TryRead(text, out milliseconds))
        {
            return false;
        }

        _date = BinaryPrimitives.ReadUInt64LittleEndian(text);
        _time = BinaryPrimitives.ReadUInt64LittleEndian(text[8..]);
        _milliseconds = milliseconds - rest;
        return true;
    }

    // Seconds and milliseconds of a text that ends in the commonest ways to say UTC.
    private static bool TryReadSeconds(ReadOnlySpan<byte> text, out int milliseconds)
    {
        milliseconds = 0;
        if (text.Length == LengthWithOffset ? !text[23..].SequenceEqual("+00:00"u8)
            : text.Length != LengthWithZ || text[23] != 'Z')
        {
            return false;
        }

        // A character that is no digit is above 9 when it is taken as unsigned.
        var seconds = text.Slice(SecondsStart, 7);
        var tens = (uint)(seconds[1] - '0');
        var ones = (uint)(seconds[2] - '0');
        var tenths = (uint)(seconds[4] - '0');
        var hundredths = (uint)(seconds[5] - '0');
        var thousandths = (uint)(seconds[6] - '0');
        milliseconds = (int)((((tens * 10) + ones) * 1000) + (tenths * 100) + (hundredths * 10) + thousandths);
        return seconds[0] == ':' && seconds[3] == '.' && tens <= 5 && ones <= 9 && tenths <= 9 && hundredths <= 9
            && thousandths <= 9;
    }
}
