using System.Runtime.CompilerServices;
using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q14: bids within a range of prices, with the price in euro, the part of the day and the number of 'c' in the text.
/// </summary>
internal sealed unsafe class BidTimeLoop : HandLoop
{
    /// <summary>Prices above this one pass.</summary>
    public const long PriceAbove = 1_101_321;

    /// <summary>Prices below this one pass.</summary>
    public const long PriceBelow = 55_066_080;

    /// <summary>The part of the day of what has no time: null sorts before all hours.</summary>
    public static ReadOnlySpan<byte> PartWithoutTime => "nightTime"u8;

    private const long MillisecondsPerHour = 3_600_000;
    private const int HoursPerDay = 24;

    // 'dateTime', its terminator and the type before it, then the date; 'extra' follows with its length.
    private const int DateValue = 1 + 9;
    private const int ExtraLength = DateValue + 8 + 7;

    public override int Run(DocumentSet input, byte[] output)
    {
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                if (!BidLayout.HasPrice(read))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                var length = *(int*)read;
                if (*(long*)(read + BidLayout.Price) is > PriceAbove and < PriceBelow)
                {
                    write = Write(read, length, write);
                }

                read += length;
            }

            return (int)(write - to);
        }
    }

    private static byte* Write(byte* read, int length, byte* start)
    {
        var write = start + 4;
        const int Ids = BidLayout.PriceElement - 4;
        Buffer.MemoryCopy(read + 4, write, Ids, Ids);
        write += Ids;
        var rest = BidLayout.DateTimeElement(read);
        var restLength = read + length - 1 - rest;
        Buffer.MemoryCopy(rest, write, restLength, restLength);
        write += restLength;
        write = LoopOutput.Copy(write, "\u0001euro\0"u8);
        *(double*)write = *(long*)(read + BidLayout.Price) * CurrencyLoop.Rate;
        var part = PartOfDay(*(long*)(rest + DateValue));
        write = WriteTimeAndCount(part, BidLayout.Text(rest + ExtraLength), write + 8);
        *write++ = 0;
        *(int*)start = (int)(write - start);
        return write;
    }

    /// <summary>Writes the part of the day and the number of 'c' in a text; gives where that ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* WriteTimeAndCount(ReadOnlySpan<byte> part, ReadOnlySpan<byte> text, byte* write)
    {
        write = LoopOutput.CopyText(LoopOutput.Copy(write, "\u0002time\0"u8), part);
        write = LoopOutput.Copy(write, "\u0010c\0"u8);
        *(int*)write = text.Count((byte)'c');
        return write + 4;
    }

    /// <summary>The part of the day that a time is in.</summary>
    public static ReadOnlySpan<byte> PartOfDay(long milliseconds) =>
        (milliseconds / MillisecondsPerHour % HoursPerDay) switch
        {
            >= 8 and <= 18 => "dayTime"u8,
            <= 6 or >= 20 => "nightTime"u8,
            _ => "otherTime"u8,
        };
}
