using System.Runtime.CompilerServices;
using System.Text;
using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q21: bids with the number of their channel, which is known for four channels and else stands in the address.
/// </summary>
internal sealed unsafe class ChannelLoop : HandLoop
{
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

                write = Write(read, write);
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    /// <summary>The number of a channel; empty where it has none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> NumberOf(ReadOnlySpan<byte> channel, ReadOnlySpan<byte> url)
    {
        var number = Known(channel);
        return number.IsEmpty ? InAddress(url) : number;
    }

    /// <summary>Writes the number as an element; gives where that ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* WriteNumber(ReadOnlySpan<byte> number, byte* write) =>
        LoopOutput.CopyText(LoopOutput.Copy(write, "\u0002channel_id\0"u8), number);

    private static byte* Write(byte* read, byte* start)
    {
        var number = NumberOf(BidLayout.Text(read + BidLayout.Channel), BidLayout.Text(BidLayout.Url(read)));
        if (number.IsEmpty)
        {
            return start;
        }

        var write = WriteNumber(number, BidLayout.CopyToChannel(read, start));
        *write++ = 0;
        *(int*)start = (int)(write - start);
        return write;
    }

    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> channel) => channel switch
    {
        _ when Ascii.EqualsIgnoreCase(channel, "apple"u8) => "0"u8,
        _ when Ascii.EqualsIgnoreCase(channel, "google"u8) => "1"u8,
        _ when Ascii.EqualsIgnoreCase(channel, "facebook"u8) => "2"u8,
        _ when Ascii.EqualsIgnoreCase(channel, "baidu"u8) => "3"u8,
        _ => [],
    };

    private static ReadOnlySpan<byte> InAddress(ReadOnlySpan<byte> url)
    {
        var name = "&channel_id="u8;
        var at = url.IndexOf(name);
        if (at < 0)
        {
            return [];
        }

        var value = url[(at + name.Length)..];
        var end = value.IndexOf((byte)'&');
        return end < 0 ? value : value[..end];
    }
}
