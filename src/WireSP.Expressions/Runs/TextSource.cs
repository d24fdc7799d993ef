using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>A text that stands in every document of the shape: where it is and how long.</summary>
internal sealed class TextSource(ShapePoint start) : RunSource(BsonType.String)
{
    public override bool FillsAll => true;

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var bytes = run.Buffer.AsSpan();
        foreach (var row in rows)
        {
            // The length counts the terminator.
            var position = run.PositionOf(start, row);
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[position..]) - 1;
            payloads[row] = RunText.At(position + 4, length);
        }

        return All;
    }
}
