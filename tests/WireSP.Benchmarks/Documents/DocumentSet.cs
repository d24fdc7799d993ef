using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Benchmarks.Documents;

/// <summary>Documents one after another in one array: what every contestant of a workload reads.</summary>
/// <param name="Name">The set's name in the report.</param>
/// <param name="Bytes">The documents.</param>
/// <param name="Count">How many there are.</param>
internal sealed record DocumentSet(string Name, byte[] Bytes, int Count)
{
    /// <summary>Where each document is.</summary>
    public DocumentSlice[] Slices { get; } = FindSlices(Bytes, Count);

    /// <summary>A document.</summary>
    public BsonDocument this[int index] =>
        BsonDocument.FromTrusted(Bytes, Slices[index].Offset, Slices[index].Length);

    /// <summary>The first documents of the set, as a set.</summary>
    public DocumentSet First(int count) =>
        count >= Count ? this : new DocumentSet(Name, Bytes[..Slices[count].Offset], count);

    private static DocumentSlice[] FindSlices(byte[] bytes, int count)
    {
        var slices = new DocumentSlice[count];
        var offset = 0;
        for (var i = 0; i < count; i++)
        {
            slices[i] = new DocumentSlice(offset, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset)));
            offset += slices[i].Length;
        }

        return slices;
    }
}
