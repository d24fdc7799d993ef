namespace WireSP.Benchmarks.Loops;

/// <summary>q1p over bids of any shape; a price that is a text fails its document.</summary>
internal sealed unsafe class AnyShapeProjectLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var last = read + *(int*)read - 1;
        var write = start + 4;
        byte* price = null;
        byte* end;
        for (var element = read + 4; element < last; element = end)
        {
            var name = BidElement.Name(element);
            end = BidElement.End(*element, element + 2 + name.Length);
            if (name.SequenceEqual("price"u8))
            {
                price = element;
            }
            else if (IsKept(name))
            {
                var length = end - element;
                Buffer.MemoryCopy(element, write, length, length);
                write += length;
            }
        }

        write = BidElement.WriteEuro(price, "euro\0"u8, write);
        if (write is null)
        {
            return start;
        }

        return Complete(start, write);
    }

    private static bool IsKept(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("auction"u8) || name.SequenceEqual("bidder"u8) || name.SequenceEqual("dateTime"u8)
            || name.SequenceEqual("extra"u8);
}
