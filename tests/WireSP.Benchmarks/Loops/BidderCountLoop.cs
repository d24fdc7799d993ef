using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q12: every ten seconds <c>$group {_id: "$bidder", n: {$sum: 1}}</c>, with a plain open-addressing table.
/// </summary>
internal sealed unsafe class BidderCountLoop : HandLoop
{
    private const int ResultLength = 4 + 5 + 8 + 3 + 4 + 1;
    private const int SlotBits = 17;

    private readonly int[] _slots = new int[1 << SlotBits];
    private readonly long[] _keys = new long[1 << (SlotBits - 1)];
    private readonly int[] _counts = new int[1 << (SlotBits - 1)];
    private int _groups;

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

                Count(*(long*)(read + BidLayout.Bidder));
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private void Count(long key)
    {
        var slot = (int)(((ulong)key * 0x9E3779B97F4A7C15) >> (64 - SlotBits));
        while (_slots[slot] != 0)
        {
            var group = _slots[slot] - 1;
            if (_keys[group] == key)
            {
                _counts[group]++;
                return;
            }

            slot = (slot + 1) & (_slots.Length - 1);
        }

        _keys[_groups] = key;
        _counts[_groups] = 1;
        _slots[slot] = ++_groups;
    }

    private byte* WriteAll(byte* write)
    {
        for (var group = 0; group < _groups; group++)
        {
            var result = new Span<byte>(write, ResultLength);
            *(int*)write = ResultLength;
            "\u0012_id\0"u8.CopyTo(result[4..]);
            *(long*)(write + 9) = _keys[group];
            "\u0010n\0"u8.CopyTo(result[17..]);
            *(int*)(write + 20) = _counts[group];
            write[24] = 0;
            write += ResultLength;
        }

        return write;
    }

    private void Clear()
    {
        Array.Clear(_slots);
        _groups = 0;
    }
}
