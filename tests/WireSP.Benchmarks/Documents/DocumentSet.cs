using System.Buffers.Binary;

namespace WireSP.Benchmarks.Documents;

/// <summary>Documents one after another in one array: what every contestant of a workload reads.</summary>
/// <param name="Name">The set's name in the report.</param>
/// <param name="Bytes">The documents.</param>
/// <param name="Count">How many there are.</param>
internal sealed record DocumentSet(string Name, byte[] Bytes, int Count)
{
    /// <summary>Where each document begins.</summary>
    public int[] Offsets { get; } = FindOffsets(Bytes, Count);

    /// <summary>The first documents of the set, as a set.</summary>
    public DocumentSet First(int count) =>
        count >= Count ? this : new DocumentSet(Name, Bytes[..Offsets[count]], count);

    private static int[] FindOffsets(byte[] bytes, int count)
    {
        var offsets = new int[count];
        var offset = 0;
        for (var i = 0; i < count; i++)
        {
            offsets[i] = offset;
            offset += BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
        }

        return offsets;
    }
}
