namespace WireSP.Benchmarks.Loops;

/// <summary>q2 over bids of any shape.</summary>
internal sealed unsafe class AnyShapeFilterLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var last = read + *(int*)read - 1;
        var write = start + 4;
        var isWanted = false;
        byte* end;
        for (var element = read + 4; element < last; element = end)
        {
            var name = BidElement.Name(element);
            var value = element + 2 + name.Length;
            end = BidElement.End(*element, value);
            var isAuction = name.SequenceEqual("auction"u8);
            if (!isAuction && !name.SequenceEqual("price"u8))
            {
                continue;
            }

            if (isAuction)
            {
                isWanted = *(long*)value % 123 == 0;
                if (!isWanted)
                {
                    return start;
                }
            }

            var length = end - element;
            Buffer.MemoryCopy(element, write, length, length);
            write += length;
        }

        if (!isWanted)
        {
            return start;
        }

        return Complete(start, write);
    }
}
