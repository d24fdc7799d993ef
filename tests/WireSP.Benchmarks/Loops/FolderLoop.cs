using System.Runtime.CompilerServices;
using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>q22: bids with the three folders of their address.</summary>
internal sealed unsafe class FolderLoop : HandLoop
{
    private const int FirstFolder = 3;

    public override int Run(DocumentSet input, byte[] output)
    {
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

                write = Write(read, write);
                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    private static byte* Write(byte* read, byte* start)
    {
        var write = WriteFolders(BidLayout.Text(BidLayout.Url(read)), BidLayout.CopyToChannel(read, start));
        *write++ = 0;
        *(int*)start = (int)(write - start);
        return write;
    }

    /// <summary>Writes the folders of an address as elements; gives where they end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* WriteFolders(ReadOnlySpan<byte> rest, byte* write)
    {
        for (var i = 0; i < FirstFolder; i++)
        {
            rest = rest[(rest.IndexOf((byte)'/') + 1)..];
        }

        for (var i = 1; i <= 3; i++)
        {
            var end = rest.IndexOf((byte)'/');
            write = LoopOutput.Copy(write, "\u0002dir"u8);
            write[0] = (byte)('0' + i);
            write[1] = 0;
            write = LoopOutput.CopyText(write + 2, rest[..end]);
            rest = rest[(end + 1)..];
        }

        return write;
    }
}
