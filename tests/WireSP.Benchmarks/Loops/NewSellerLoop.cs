using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>q8: who registered and offered something within the same ten seconds.</summary>
internal sealed unsafe class NewSellerLoop : HandLoop
{
    private const int IsPerson = 1;
    private const int Sells = 1 << 16;
    private const int ResultLength = 4 + 5 + 8 + 8 + 4 + 7 + 4 + 1;

    private const ulong PersonHead = 0x006E6F7372657003;  // 03 'person' 00
    private const ulong AuctionHead = 0x6E6F697463756103; // 03 'auction'

    private readonly CountTable _people = new();

    public override int Run(DocumentSet input, byte[] output)
    {
        var clock = default(WindowClock);
        _people.Clear();
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                // 09 dateTime 00 time | 03 person 00 length 12 id 00 …, or 03 auction 00 length 12 id 00 … 12 seller …
                var part = read + 4 + 10 + 8;
                if (!new ReadOnlySpan<byte>(read + 4, 10).SequenceEqual("\u0009dateTime\0"u8))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                if (clock.Closes(*(long*)(read + 14)))
                {
                    write = WriteAll(write);
                    _people.Clear();
                }

                if (*(ulong*)part == PersonHead)
                {
                    Mark(*(long*)(part + 8 + 4 + 4), IsPerson);
                }
                else if (*(ulong*)part == AuctionHead)
                {
                    Mark(*(long*)(part + 9 + 4 + 4 + 8 + 8), Sells);
                }
                else
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private void Mark(long id, int flag) => _ = _people.Add(id, flag);

    private byte* WriteAll(byte* write)
    {
        for (var i = 0; i < _people.Count; i++)
        {
            if ((_people.Counts[i] & (Sells - 1)) == 0 || _people.Counts[i] < Sells)
            {
                continue;
            }

            var result = new Span<byte>(write, ResultLength);
            *(int*)write = ResultLength;
            "\u0012_id\0"u8.CopyTo(result[4..]);
            *(long*)(write + 9) = _people.Keys[i];
            "\u0010person\0"u8.CopyTo(result[17..]);
            *(int*)(write + 25) = 1;
            "\u0010sells\0"u8.CopyTo(result[29..]);
            *(int*)(write + 36) = 1;
            write[40] = 0;
            write += ResultLength;
        }

        return write;
    }
}
