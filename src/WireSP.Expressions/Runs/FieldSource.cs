using System.Buffers.Binary;
using System.Globalization;
using System.Reflection.Emit;
using WireSP.Bson;
using WireSP.Expressions.Fields;

namespace WireSP.Expressions.Runs;

/// <summary>A number or date that stands in every document of the shape.</summary>
/// <param name="type">The type that its values are taken as.</param>
/// <param name="start">Where it stands.</param>
/// <param name="isInt32">Whether it is an int32, and not eight bytes long.</param>
internal sealed class FieldSource(BsonType type, ShapePoint start, bool isInt32) : RunSource(type)
{
    private readonly ShapePoint _start = start;

    // Which of the present run's values were read, and in which run; the values where several ask for them.
    private long[]? _payloads;
    private DocumentRun? _run;
    private long _number;
    private (int First, int End) _kept;

    /// <summary>
    /// What a field is for the documents of a shape; null when it is of a type that has to be looked at.
    /// </summary>
    public static RunSource? Of(int slot, FieldShape shape)
    {
        var place = shape.PlaceOf(slot);
        return place.Kind switch
        {
            SlotKind.Missing => new ConstantSource(BsonValue.Missing),
            SlotKind.EightBytes or SlotKind.FourBytes =>
                Shared(slot, shape, place),
            SlotKind.Prefixed when place.Type == BsonType.String => new TextSource(place.Start),
            SlotKind.Fixed when place.Type == BsonType.Null => new ConstantSource(BsonValue.Null),
            SlotKind.Computed => shape.Scope.FindSlot(slot),
            _ => null,
        };
    }

    /// <summary>The same bits as a date.</summary>
    public FieldSource AsDate() => new(BsonType.DateTime, _start, isInt32);

    /// <summary>Whether another source gives the same values.</summary>
    public bool IsSameAs(FieldSource other) => other.Type == Type && other._start == _start;

    public override bool FillsAll => true;

    public override string? CodeKey =>
        string.Create(CultureInfo.InvariantCulture, $"{(isInt32 ? 'i' : 'l')}{_start.Segment}+{_start.Offset}");

    public override int Fill(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        if (_payloads is null || !AreNeighbours(rows))
        {
            Read(run, rows, payloads);
            return All;
        }

        if (_number != run.Number || !ReferenceEquals(_run, run) || rows[0] < _kept.First || rows[^1] >= _kept.End)
        {
            Read(run, rows, _payloads);
            (_run, _number, _kept) = (run, run.Number, (rows[0], rows[^1] + 1));
        }

        _payloads.AsSpan(rows[0], rows.Length).CopyTo(payloads[rows[0]..]);
        return All;
    }

    public override LocalBuilder WriteCode(RowCode row)
    {
        _ = isInt32 ? row.ByteAt(_start).LoadInt32().ToInt64() : row.ByteAt(_start).LoadInt64();
        return row.Keep();
    }

    // Whoever asks for the second time shares what the first one reads.
    private static FieldSource Shared(int slot, FieldShape shape, in SlotPlace place)
    {
        var (type, start, isInt32) = (place.Type, place.Start, place.Kind == SlotKind.FourBytes);
        var isNew = false;
        var source = shape.Scope.Share((typeof(FieldSource), slot), () =>
        {
            isNew = true;
            return new FieldSource(type, start, isInt32);
        })!;
        if (!isNew)
        {
            source._payloads ??= new long[RunReader.DocumentsMax];
        }

        return source;
    }

    private void Read(DocumentRun run, ReadOnlySpan<int> rows, Span<long> payloads)
    {
        var bytes = run.Buffer.AsSpan();
        if (isInt32)
        {
            foreach (var row in rows)
            {
                payloads[row] = BinaryPrimitives.ReadInt32LittleEndian(bytes[run.PositionOf(_start, row)..]);
            }

            return;
        }

        foreach (var row in rows)
        {
            payloads[row] = BinaryPrimitives.ReadInt64LittleEndian(bytes[run.PositionOf(_start, row)..]);
        }
    }
}
