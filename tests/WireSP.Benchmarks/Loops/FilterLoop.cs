using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// q2: <c>$match {$expr: {$eq: [{$mod: ["$auction", 123]}, 0]}}</c>, then <c>$project {auction: 1, price: 1}</c>.
/// </summary>
internal sealed unsafe class FilterLoop : HandLoop
{
    private const int ElementsLength = 17 + 15;

    public override int Run(DocumentSet input, byte[] output)
    {
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                if (!BidLayout.HasAuction(read))
                {
                    throw new InvalidOperationException("the set has a document of another shape");
                }

                if (*(long*)(read + BidLayout.Auction) % 123 == 0)
                {
                    *(int*)write = 4 + ElementsLength + 1;
                    Buffer.MemoryCopy(read + 4, write + 4, 17, 17);
                    Buffer.MemoryCopy(read + BidLayout.PriceElement, write + 21, 15, 15);
                    write[4 + ElementsLength] = 0;
                    write += 4 + ElementsLength + 1;
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }
}
