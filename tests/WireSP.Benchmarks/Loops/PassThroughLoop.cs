using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>q0: every document as it is.</summary>
internal sealed unsafe class PassThroughLoop : HandLoop
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
                Buffer.MemoryCopy(read, write, length, length);
                read += length;
                write += length;
            }

            return (int)(write - to);
        }
    }
}
