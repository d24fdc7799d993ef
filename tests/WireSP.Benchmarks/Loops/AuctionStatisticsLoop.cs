using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q17w: every ten seconds, by auction, the number of bids, how many are below 10,000, below 1,000,000 and above, and
/// least, greatest, average and total price; with a plain open-addressing table.
/// </summary>
internal sealed unsafe class AuctionStatisticsLoop : HandLoop
{
    private const int SlotBits = 17;
    private const long LowBelow = 10_000;
    private const long MiddleBelow = 1_000_000;

    private readonly int[] _slots = new int[1 << SlotBits];
    private readonly Auction[] _auctions = new Auction[1 << (SlotBits - 1)];
    private int _count;

    public override int Run(DocumentSet input, byte[] output)
    {
        var clock = default(WindowClock);
        Clear();
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
                    write = WriteAll(write);
                    Clear();
                }

                Add(ref Find(*(long*)(read + BidLayout.Auction)), *(long*)(read + BidLayout.Price));
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private ref Auction Find(long key)
    {
        var slot = (int)(((ulong)key * 0x9E3779B97F4A7C15) >> (64 - SlotBits));
        while (_slots[slot] != 0)
        {
            ref var known = ref _auctions[_slots[slot] - 1];
            if (known.Key == key)
            {
                return ref known;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        ref var added = ref _auctions[_count];
        added = new Auction { Key = key, Min = long.MaxValue, Max = long.MinValue };
        _slots[slot] = ++_count;
        return ref added;
    }

    private static void Add(ref Auction auction, long price)
    {
        auction.Count++;
        auction.Low += price < LowBelow ? 1 : 0;
        auction.Middle += price is >= LowBelow and < MiddleBelow ? 1 : 0;
        auction.Min = Math.Min(auction.Min, price);
        auction.Max = Math.Max(auction.Max, price);
        auction.Sum += price;
    }

    private byte* WriteAll(byte* write)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var auction = ref _auctions[i];
            var start = write;
            write += 4;
            write = WriteInt64("\u0012_id\0"u8, auction.Key, write);
            write = WriteInt32("\u0010n\0"u8, auction.Count, write);
            write = WriteInt32("\u0010low\0"u8, auction.Low, write);
            write = WriteInt32("\u0010middle\0"u8, auction.Middle, write);
            write = WriteInt32("\u0010high\0"u8, auction.Count - auction.Low - auction.Middle, write);
            write = WriteInt64("\u0012min\0"u8, auction.Min, write);
            write = WriteInt64("\u0012max\0"u8, auction.Max, write);
            write = WriteInt64(
                "\u0001avg\0"u8, BitConverter.DoubleToInt64Bits((double)auction.Sum / auction.Count), write);
            write = WriteInt64("\u0012total\0"u8, auction.Sum, write);
            *write++ = 0;
            *(int*)start = (int)(write - start);
        }

        return write;
    }

    private static byte* WriteInt32(ReadOnlySpan<byte> header, int value, byte* write)
    {
        header.CopyTo(new Span<byte>(write, header.Length));
        *(int*)(write + header.Length) = value;
        return write + header.Length + 4;
    }

    private static byte* WriteInt64(ReadOnlySpan<byte> header, long value, byte* write)
    {
        header.CopyTo(new Span<byte>(write, header.Length));
        *(long*)(write + header.Length) = value;
        return write + header.Length + 8;
    }

    private void Clear()
    {
        Array.Clear(_slots);
        _count = 0;
    }

    private struct Auction
    {
        public long Key;
        public long Min;
        public long Max;
        public long Sum;
        public int Count;
        public int Low;
        public int Middle;
    }
}
