namespace WireSP.Benchmarks.Loops;

/// <summary>q1 over bids of any shape; a price that is a text fails its document.</summary>
internal sealed unsafe class AnyShapeCurrencyLoop : AnyShapeLoop
{
    protected override byte* Write(byte* read, byte* start)
    {
        var last = read + *(int*)read - 1;
        var element = read + 4;
        byte* price = null;
        var rest = last;
        while (element < last)
        {
            var name = BidElement.Name(element);
            var end = BidElement.End(*element, element + 2 + name.Length);
            if (name.SequenceEqual("price"u8))
            {
                price = element;
                rest = end;
                break;
            }

            element = end;
        }

        var length = element - read;
        Buffer.MemoryCopy(read, start, length, length);
        var write = BidElement.WriteEuro(price, "price\0"u8, start + length);
        if (write is null)
        {
            return start;
        }

        length = last + 1 - rest;
        Buffer.MemoryCopy(rest, write, length, length);
        write += length;
        *(int*)start = (int)(write - start);
        return write;
    }
}
