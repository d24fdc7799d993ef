using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q7: every ten seconds <c>$group {_id: null, top: {$top: {sortBy: {price: -1}, output: ["$auction", "$bidder",
/// "$price"]}}}</c>.
/// </summary>
internal sealed unsafe class TopBidLoop : HandLoop
{
    private const int ResultLength = 4 + 5 + 5 + 4 + (3 * (3 + 8)) + 1 + 1;

    public override int Run(DocumentSet input, byte[] output)
    {
        var clock = default(WindowClock);
        byte* top = null;
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

                if (clock.Closes(*(long*)(BidLayout.DateTimeElement(read) + 10)))
                {
                    write = Write(top, write);
                    top = null;
                }

                if (top is null || *(long*)(read + BidLayout.Price) > *(long*)(top + BidLayout.Price))
                {
                    top = read;
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private static byte* Write(byte* top, byte* write)
    {
        var result = new Span<byte>(write, ResultLength);
        result.Clear();
        *(int*)write = ResultLength;
        "\n_id\0\u0004top\0"u8.CopyTo(result[4..]);
        *(int*)(write + 14) = 4 + (3 * 11) + 1;
        ReadOnlySpan<int> fields = [BidLayout.Auction, BidLayout.Bidder, BidLayout.Price];
        var element = write + 18;
        for (var i = 0; i < fields.Length; i++)
        {
            element[0] = 0x12;
            element[1] = (byte)('0' + i);
            *(long*)(element + 3) = *(long*)(top + fields[i]);
            element += 11;
        }

        return write + ResultLength;
    }
}
