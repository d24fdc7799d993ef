using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Reads what some expressions give for many documents at once, column by column, where the documents' shapes tell
/// beforehand of what type that is and that nothing can fail. One per task.
/// </summary>
/// <param name="plan">The fields that the expressions read.</param>
/// <param name="inputs">The expressions.</param>
public sealed class RunReader(FieldPlan plan, IReadOnlyList<RunInput> inputs)
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

    private readonly DocumentRun _run = new();
    private readonly RunColumn[] _columns = CreateColumns(inputs.Count);
    private readonly DocumentSlice[] _documents = new DocumentSlice[DocumentsMax];

    /// <summary>The buffer that the documents read last are in.</summary>
    public byte[] Buffer => _run.Buffer;

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
        if (context.Reader is not { } reader || reader.Plan != plan)
        {
            return 0;
        }

        _run.Begin(context, buffer);
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
        plan.Read(context);
        return context;
    }

    private static RunColumn[] CreateColumns(int count)
    {
        var columns = new RunColumn[count];
        for (var i = 0; i < count; i++)
        {
            columns[i] = new RunColumn();
        }

        return columns;
    }

    private int Fill(int count)
    {
        foreach (var column in _columns)
        {
            column.BeginSome();
        }

        for (var number = 0; number < _run.ShapeCount; number++)
        {
            var rows = _run.RowsOf(number);
            if (rows.Length == 0)
            {
                continue;
            }

            var sources = SourcesOf(_run.ShapeOf(number))!;
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
                break;
            }
        }

        return count;
    }

    private RunSource[]? SourcesOf(FieldShape shape) =>
        (shape.Sources is { } known && ReferenceEquals(known.Owner, this) ? known : Learn(shape)).Items;

    private ShapeSources Learn(FieldShape shape)
    {
        var sources = new RunSource[inputs.Count];
        for (var i = 0; i < sources.Length; i++)
        {
            if (inputs[i].Expression.SourceFor(shape) is not { IsLoose: false } source
                || !inputs[i].Takes(source.Type))
            {
                return shape.Sources = new ShapeSources(this, null);
            }

            sources[i] = source;
        }

        return shape.Sources = new ShapeSources(this, sources);
    }
}
