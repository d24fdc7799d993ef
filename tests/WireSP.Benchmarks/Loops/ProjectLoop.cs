using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q1p: <c>$project {auction: 1, bidder: 1, dateTime: 1, extra: 1, euro: {$multiply: ["$price", 0.908]}}</c>.
/// </summary>
internal sealed unsafe class ProjectLoop : HandLoop
{
    public override int Run(DocumentSet input, byte[] output)
    {
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                var length = *(int*)read;
                if (!BidLayout.HasPrice(read))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                write = Write(read, length, write);
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
        *write = 0x01;
        *(int*)(write + 1) = 0x6F727565;  // 'euro'
        write[5] = 0;
        *(double*)(write + 6) = *(long*)(read + BidLayout.Price) * CurrencyLoop.Rate;
        write[14] = 0;
        write += 15;
        *(int*)start = (int)(write - start);
        return write;
    }
}
