using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Reads what some expressions give for many documents at once, column by column, where the documents' shapes tell
/// beforehand of what type that is and that nothing can fail. One per task.
/// </summary>
public sealed class RunReader
{
    /// <summary>Most documents that are read at once.</summary>
    public const int DocumentsMax = 64;

    /// <summary>
    /// How many documents behind them are fetched meanwhile, where they are told: memory answers while so many are
    /// located.
    /// </summary>
    public const int DocumentsAhead = 16;

    // The processor waits for no more than about so many at a time, of a few cache lines each.
    private const int FetchedAtOnce = 6;

    private readonly FieldPlan _plan;
    private readonly IReadOnlyList<RunInput> _inputs;
    private readonly DocumentRun _run = new();
    private readonly long[] _values;
    private readonly RunColumn[] _columns;
    private readonly DocumentSlice[] _documents = new DocumentSlice[DocumentsMax];

    // The shape of all documents of the run before; null when they had several.
    private FieldShape? _only;

    /// <summary>Makes a reader.</summary>
    /// <param name="plan">The fields that the expressions read.</param>
    /// <param name="inputs">The expressions.</param>
    public RunReader(FieldPlan plan, IReadOnlyList<RunInput> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _plan = plan;
        _inputs = inputs;
        _values = new long[inputs.Count * DocumentsMax];
        _columns = [.. inputs.Select((_, i) => new RunColumn(_values, i * DocumentsMax))];
    }

    /// <summary>The buffer that the documents read last are in.</summary>
    public byte[] Buffer => _run.Buffer;

    /// <summary>Whether there is code for documents like those read last.</summary>
    internal bool HasCode => _only?.Sources is { Code: not null };

    /// <summary>The values of an input for the documents read last.</summary>
    public RunColumn this[int input] => _columns[input];

    /// <summary>Whether documents that are like the context's can be read many at once.</summary>
    public bool CanRead(EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Shape is { } shape && SourcesOf(shape) is not null;
    }

    /// <summary>Reads documents, as long as they have shapes that are known.</summary>
    /// <param name="context">The context in which the documents before were read.</param>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are; those past <see cref="DocumentsMax"/> are only fetched.</param>
    /// <returns>How many were read; the next one has to be taken by itself.</returns>
    public int Read(EvaluationContext context, byte[] buffer, ReadOnlySpan<DocumentSlice> documents)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Reader is not { } reader || reader.Plan != _plan)
        {
            return 0;
        }

        _run.Begin(context, buffer);
        if (TryReadByCode(reader, documents) is > 0 and var read)
        {
            return read;
        }

        foreach (var shape in reader.Shapes)
        {
            if (shape is not null && SourcesOf(shape) is not null)
            {
                _run.AddShape(shape);
            }
        }

        if (_run.ShapeCount == 0)
        {
            return 0;
        }

        var count = _run.Locate(documents);
        reader.CountReads(count);
        if (count == 0)
        {
            return 0;
        }

        documents[..count].CopyTo(_documents);
        _run.Fetch.Lines = _run.LinesRead(documents[..count], withTexts: false);
        return Math.Min(count, Fill(count));
    }

    /// <summary>
    /// Fetches some of the documents that are read next: memory answers while those read last are worked on. To be
    /// called by who does that, between one part of it and the next.
    /// </summary>
    public void FetchSome() => _run.Fetch.Some(FetchedAtOnce);

    /// <summary>Turns the context to one of the documents read last.</summary>
    public EvaluationContext TurnTo(int row)
    {
        var context = _run.Context!;
        var (offset, length) = _documents[row];
        context.Begin(_run.Buffer, offset, length);
        _plan.Read(context);
        return context;
    }

    // All of them or none: as long as all documents have the shape that all documents before had.
    private int TryReadByCode(FieldReader reader, ReadOnlySpan<DocumentSlice> documents)
    {
        if (_only?.Sources is not { Code: { } code } known
            || !ReferenceEquals(known.Owner, this)
            || !reader.Shapes.Contains(_only))
        {
            return 0;
        }

        var count = Math.Min(documents.Length, DocumentsMax);
        _run.Fetch.Begin(_run.Buffer, documents);
        ref var ahead = ref _run.Fetch.ByCode(documents.Length, count);
        if (code.Read(_run.Buffer, documents[..count], ref ahead, _values) < count)
        {
            return 0;
        }

        count = code.Derive(_run, count, _values);
        documents[..count].CopyTo(_documents);
        reader.CountReads(count);
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i].Begin(known.Items![i].Type);
        }

        return count;
    }

    private int Fill(int count)
    {
        foreach (var column in _columns)
        {
            column.BeginSome();
        }

        _only = null;
        for (var number = 0; number < _run.ShapeCount; number++)
        {
            var rows = _run.RowsOf(number);
            if (rows.Length == 0)
            {
                continue;
            }

            var shape = _run.ShapeOf(number);
            var sources = SourcesOf(shape)!;
            var isAll = rows.Length == count;
            for (var i = 0; i < sources.Length; i++)
            {
                var failed = isAll
                    ? _columns[i].Fill(sources[i], _run, rows)
                    : _columns[i].FillSome(sources[i], _run, rows);
                count = Math.Min(count, failed);
                FetchSome();
            }

            if (isAll)
            {
                _only = shape;
                shape.Sources!.CountReads(rows.Length, _plan.CodeAfter, _run.Fetch.Lines);
                break;
            }
        }

        return count;
    }

    private RunSource[]? SourcesOf(FieldShape shape) =>
        (shape.Sources is { } known && ReferenceEquals(known.Owner, this) ? known : Learn(shape)).Items;

    private ShapeSources Learn(FieldShape shape)
    {
        var sources = new RunSource[_inputs.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            if (_inputs[i].Expression.SourceFor(shape) is not { IsLoose: false } source
                || !_inputs[i].Takes(source.Type))
            {
                return shape.Sources = new ShapeSources(this, shape, null);
            }

            sources[i] = source;
        }

        return shape.Sources = new ShapeSources(this, shape, sources);
    }
}
