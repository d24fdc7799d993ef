using System.Buffers.Binary;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Makes many documents at once, where their shapes tell beforehand how and that nothing can fail: first all computed
/// values, then document by document. One per task.
/// </summary>
public sealed partial class TransformRun
{
    /// <summary>The answer where the computed values do not tell.</summary>
    public const long Unanswered = -1;

    // Bytes between two documents that are rather copied with them than gone around.
    private const uint GapBytesMax = 32;

    // Bytes that are made in one go.
    private const int CopyBytesMax = 1024 * 1024;

    private readonly FieldPlan _plan;
    private readonly DocumentTransform _transform;
    private readonly DocumentRun _run = new();
    private readonly RunLayout?[] _layouts = new RunLayout?[FieldReader.ShapesMax];
    private readonly RunSource?[] _tests = new RunSource?[FieldReader.ShapesMax];
    private readonly long[] _answers = new long[RunReader.DocumentsMax];
    private long[][] _columns = [];
    private MadeTest? _test;

    // The shape of all documents of the run before; null when they had several.
    private FieldShape? _only;

    internal TransformRun(FieldPlan plan, DocumentTransform transform)
    {
        _plan = plan;
        _transform = transform;
    }

    /// <summary>Whether the new documents are parts of the old ones, which stay where they are.</summary>
    public bool FindsParts => _transform.FindsParts;

    /// <summary>
    /// What was asked of the documents made last, one after the other: 1 or 0, or <see cref="Unanswered"/>. None where
    /// nothing was asked.
    /// </summary>
    public ReadOnlySpan<long> Answers => _test is null ? [] : _answers;

    /// <summary>Asks something of all documents that will be made; before the first one.</summary>
    /// <param name="predicate">What is asked.</param>
    /// <param name="plan">The fields that it reads.</param>
    public void Ask(Predicate predicate, FieldPlan plan) => _test = new MadeTest(predicate, plan);

    /// <summary>Whether documents that are like the context's can be made many at once.</summary>
    public bool CanApply(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Shape is { } shape && _transform.LayoutFor(shape) is not null;
    }

    /// <summary>
    /// Makes documents one after the other, as long as their shapes are known and nothing can go wrong with them; gives
    /// what <see cref="DocumentTransform.Apply"/> gives for each.
    /// </summary>
    /// <param name="context">The context in which the document before was transformed.</param>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are; those past the most are only fetched.</param>
    /// <param name="output">Receives the new documents.</param>
    /// <param name="made">
    /// Receives where they are in the output, or in <paramref name="buffer"/> when it <see cref="FindsParts"/>; there
    /// may be other bytes between them.
    /// </param>
    /// <returns>How many were made; the next one needs a closer look.</returns>
    public int Apply(
        EvaluationContext context,
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        BsonWriter output,
        Span<DocumentSlice> made)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (context.Reader is not { } reader || reader.Plan != _plan)
        {
            return 0;
        }

        _run.Begin(context, buffer);
        if (TryMakeByCode(reader, documents, output, made) is > 0 and var all)
        {
            return all;
        }

        foreach (var shape in reader.Shapes)
        {
            if (shape is not null && _transform.LayoutFor(shape) is { } layout)
            {
                AddShape(shape, layout);
            }
        }

        if (_run.ShapeCount == 0)
        {
            return 0;
        }

        var count = _run.Locate(documents);
        reader.CountReads(count);
        _run.Fetch.Lines = _run.LinesRead(documents[..count], withTexts: true);
        count = Math.Min(count, Fill());
        for (var row = 0; row < count;)
        {
            var alike = documents[row.._run.AlikeUntil(row, count)];
            var number = _run.NumberOf(row);
            var layout = _layouts[number]!;
            layout.CountMade(_run.ShapeOf(number), alike, _run.StartsOf(row), _plan.CodeAfter);
            _only = alike.Length == count ? _run.ShapeOf(number) : null;
            var done = layout.Part is { } part ? Find(row, alike.Length, part, made[row..])
                : layout.Patches is { } patches
                ? Patch(row, alike, patches, output, made[row..])
                : Join(row, alike, layout, output, made[row..]);
            if (done == 0)
            {
                return row;
            }

            row += done;
        }

        return count;
    }

    private void AddShape(FieldShape shape, RunLayout layout)
    {
        while (_columns.Length < layout.Sources.Length)
        {
            _columns = [.. _columns, new long[RunReader.DocumentsMax]];
        }

        if (!ReferenceEquals(_layouts[_run.ShapeCount], layout))
        {
            _layouts[_run.ShapeCount] = layout;
            _tests[_run.ShapeCount] = _test?.SourceFor(layout, _columns);
        }

        _run.AddShape(shape);
    }

    private int Fill()
    {
        var failed = RunSource.All;
        for (var number = 0; number < _run.ShapeCount; number++)
        {
            var rows = _run.RowsOf(number);
            if (rows.Length == 0)
            {
                continue;
            }

            var sources = _layouts[number]!.Sources;
            for (var i = 0; i < sources.Length; i++)
            {
                failed = Math.Min(failed, sources[i].Fill(_run, rows, _columns[i]));
            }

            if (_test is not null)
            {
                Answer(RunSource.Before(rows, failed), _tests[number]);
            }
        }

        return failed;
    }

    private void Answer(ReadOnlySpan<int> rows, RunSource? test)
    {
        if (test?.Fill(_run, rows, _answers) == RunSource.All)
        {
            return;
        }

        foreach (var row in rows)
        {
            _answers[row] = Unanswered;
        }
    }

    private int Find(int row, int count, ShapePoint part, Span<DocumentSlice> made)
    {
        var buffer = _run.Buffer.AsSpan();
        for (var i = 0; i < count; i++)
        {
            var offset = _run.PositionOf(part, row + i);
            made[i] = new DocumentSlice(offset, BinaryPrimitives.ReadInt32LittleEndian(buffer[offset..]));
        }

        return count;
    }

    private int Patch(
        int row,
        ReadOnlySpan<DocumentSlice> documents,
        ShapePatch[] patches,
        BsonWriter output,
        Span<DocumentSlice> made)
    {
        documents = documents[..CopyDocuments(documents, output, made)];
        for (var i = 0; i < patches.Length; i++)
        {
            Patch(row, documents, patches[i], _columns[i], made, output.Buffer);
        }

        return documents.Length;
    }

    private void Patch(
        int row,
        ReadOnlySpan<DocumentSlice> documents,
        in ShapePatch patch,
        long[] column,
        ReadOnlySpan<DocumentSlice> made,
        Span<byte> target)
    {
        for (var i = 0; i < documents.Length; i++, row++)
        {
            var field = target[(made[i].Offset + _run.PositionOf(patch.Start, row) - documents[i].Offset)..];
            field[0] = (byte)patch.Type;
            if (patch.ValueLength == sizeof(long))
            {
                BinaryPrimitives.WriteInt64LittleEndian(field[patch.HeaderLength..], column[row]);
            }
            else
            {
                BinaryPrimitives.WriteInt32LittleEndian(field[patch.HeaderLength..], (int)column[row]);
            }
        }
    }

    // Neighbours are copied together, with the little that may stand between them. Ends before a document that is too
    // long, which is not for here to say.
    private int CopyDocuments(ReadOnlySpan<DocumentSlice> documents, BsonWriter output, Span<DocumentSlice> made)
    {
        var done = 0;
        while (done < documents.Length)
        {
            var (offset, length) = documents[done];
            if (length > BsonLimits.DocumentSizeBytesMax)
            {
                break;
            }

            var end = offset + length;
            var shift = output.Position - offset;
            made[done++] = new DocumentSlice(offset + shift, length);
            while (done < documents.Length
                && (uint)(documents[done].Offset - end) <= GapBytesMax
                && documents[done].Offset + documents[done].Length - offset <= CopyBytesMax)
            {
                (var next, length) = documents[done];
                end = next + length;
                made[done++] = new DocumentSlice(next + shift, length);
            }

            output.WriteRaw(_run.Buffer.AsSpan(offset, end - offset));
        }

        return done;
    }
}
