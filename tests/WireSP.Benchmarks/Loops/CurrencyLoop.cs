using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>q1: <c>$set {price: {$multiply: ["$price", 0.908]}}</c>.</summary>
internal sealed unsafe class CurrencyLoop : HandLoop
{
    /// <summary>The exchange rate.</summary>
    public const double Rate = 0.908;

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

                // A double is as long as an int64: the document is copied whole and patched.
                Buffer.MemoryCopy(read, write, length, length);
                write[BidLayout.PriceElement] = 0x01;
                *(double*)(write + BidLayout.Price) = *(long*)(read + BidLayout.Price) * Rate;
                read += length;
                write += length;
            }

            return (int)(write - to);
        }
    }
}
