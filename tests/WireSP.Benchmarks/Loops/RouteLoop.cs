using System.Runtime.CompilerServices;
using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Loops;

/// <summary>
/// route: the documents of all events but deletes, each with the name of the collection that it is to go to behind its
/// own fields.
/// </summary>
internal sealed unsafe class RouteLoop : HandLoop
{
    private const int HeaderLength = 4;

    // Type, name and value of the identifier: a document of one string of 140 characters.
    private const int IdLength = 1 + 4 + 4 + (1 + 6 + 4 + 141) + 1;
    private const int Operation = HeaderLength + IdLength + 1 + 14;
    private const int TimesLength = (1 + 12 + 8) + (1 + 9 + 8);
    private const int DocumentNameLength = 1 + 13;

    private const ulong OperationHead = 0x6974617265706F02;  // 02 'operati'
    private const ulong DocumentHead = 0x636F446C6C756603;   // 03 'fullDoc'
    private const uint KindHead = 0x6E696B02;                // 02 'kin'

    // In a document: its length, then the elements _id and number, then type and name of kind.
    private const int Kind = 4 + (1 + 4 + 12) + (1 + 7 + 8) + 1 + 5;

    public override int Run(DocumentSet input, byte[] output)
    {
        fixed (byte* from = input.Bytes, to = output)
        {
            var read = from;
            var write = to;
            for (var i = 0; i < input.Count; i++)
            {
                var operation = read + Operation;
                Check(*(ulong*)(operation - 15) == OperationHead);
                if (operation[4] != (byte)'d')
                {
                    var document = operation + 4 + *(int*)operation + TimesLength + DocumentNameLength;
                    Check(*(ulong*)(document - 14) == DocumentHead && *(uint*)(document + Kind - 6) == KindHead);
                    write = WriteRouted(document, write);
                }

                read += *(int*)read;
            }

            return (int)(write - to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Check(bool isOfShape)
    {
        if (!isOfShape)
        {
            throw new InvalidOperationException("the set has a document of another shape");
        }
    }

    private static byte* WriteRouted(byte* document, byte* write)
    {
        var length = *(int*)document;
        var kind = document + Kind;
        var kindLength = *(int*)kind;
        Buffer.MemoryCopy(document, write, length, length);
        var end = LoopOutput.Copy(write + length - 1, "\u0002target\0"u8);
        *(int*)end = kindLength + "routed_"u8.Length;
        end = LoopOutput.Copy(end + 4, "routed_"u8);
        Buffer.MemoryCopy(kind + 4, end, kindLength, kindLength);
        end += kindLength;
        *end++ = 0;
        *(int*)write = (int)(end - write);
        return end;
    }
}
