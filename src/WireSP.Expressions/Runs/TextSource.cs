using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>A text that stands in every document of the shape: where it is and how long.</summary>
internal sealed class TextSource(ShapePoint start) : RunSource(BsonType.String)
{
    private readonly ShapePoint _start = start;

    public override bool FillsAll => true;

    /// <summary>Whether another source gives the same texts.</summary>
    public bool IsSame(RunSource other) => other is TextSource text && text._start == _start;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var bytes = run.Buffer.AsSpan();
        foreach (var row in rows)
        {
            // The length counts the terminator.
            var position = run.PositionOf(_start, row);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]) - 1;
            payloads[row] = RunText.At(position + 4, length);
        }

        return All;
    }
}
