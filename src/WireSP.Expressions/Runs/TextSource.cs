using System.Buffers.Binary;
using System.Globalization;
using System.Reflection.Emit;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>A text that stands in every document of the shape: where it is and how long.</summary>
internal sealed class TextSource(ShapePoint start) : RunSource(BsonType.String)
{
    private readonly ShapePoint _start = start;

    public override bool FillsAll => true;

    public override string? CodeKey =>
        string.Create(CultureInfo.InvariantCulture, $"t{_start.Segment}+{_start.Offset}");

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

    public override LocalBuilder WriteCode(RowCode row)
    {
        // As RunText.At; the length counts the terminator and is above zero.
        _ = row.Position(_start).Constant(sizeof(int)).Add().ToInt64().Constant(32).ShiftLeft();
        _ = row.ByteAt(_start).LoadInt32().Constant(1).Subtract().ToInt64().OrBits();
        return row.Keep();
    }
}
