using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>A query over bids of any shape: each document by itself, its elements found by name.</summary>
internal abstract unsafe class AnyShapeLoop : HandLoop
{
    public sealed override int Run(DocumentSet input, byte[] output)
    {
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                write = Write(read, write);
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    /// <summary>Ends a document whose elements have been written; gives where it ends.</summary>
    protected static byte* Complete(byte* start, byte* write)
    {
        *write++ = 0;
        *(int*)start = (int)(write - start);
        return write;
    }

    /// <summary>Writes what becomes of a document; gives where that ends.</summary>
    protected abstract byte* Write(byte* read, byte* start);
}
