using WireSP.Bson;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Cuts a chain in two, because what it adds to documents comes from outside: documents gather here until the part
/// before has seen the whole batch, are answered together, and go on in their order, with the watermarks and the ends
/// of windows between them where they came. Only <see cref="RunAsync"/> waits.
/// </summary>
/// <param name="name">The operator's name.</param>
/// <param name="output">What operators of a chain share.</param>
/// <param name="factory">Makes what asks the outside.</param>
/// <param name="variables">What is evaluated for each document beforehand.</param>
/// <param name="result">Puts the answer into the document.</param>
internal sealed class EnrichOperator(
    string name, ChainOutput output, IEnricherFactory factory, EnrichVariables variables, EnrichResult result)
    : Operator(name, output)
{
    private readonly DocumentRows _rows = new();
    private readonly List<BsonValue> _values = [];
    private readonly Queue<Mark> _marks = [];
    private EnrichmentBatch? _batch;
    private IEnricher? _enricher;
    private int _emitted;

    private enum MarkKind
    {
        Watermark,
        Finish,
        Arrival,
    }

    /// <summary>The window behind this operator and before the next of its kind; null without one.</summary>
    public WindowOperator? Window { get; set; }

    /// <summary>The next operator of this kind; null for the last one.</summary>
    public EnrichOperator? Following { get; set; }

    /// <summary>Time spent waiting for the outside.</summary>
    public TimeSpan WaitedTime { get; private set; }

    /// <summary>How often a cache had the answer; null without one.</summary>
    public CacheStatistics? Cache => _enricher?.Cache;

    /// <summary>Bytes kept after the last batch; may be read from any thread, like all that is published.</summary>
    public long PublishedBytes { get; private set; }

    /// <summary>Most bytes kept after any batch.</summary>
    public long PublishedBytesMax { get; private set; }

    /// <inheritdoc/>
    public override long StateBytes => _enricher?.HeldBytes ?? 0;

    /// <summary>Makes sure that the outside can be asked.</summary>
    public ValueTask OpenAsync(TaskContext context, CancellationToken cancellationToken)
    {
        _enricher = factory.Create(context);
        return _enricher.OpenAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var before = _values.Count;
        try
        {
            variables.Evaluate(_values);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            _values.RemoveRange(before, _values.Count - before);
            return;
        }

        _rows.Add(document);
        Output.KeptCount++;
    }

    /// <inheritdoc/>
    public override void Finish() => _marks.Enqueue(new Mark(_rows.Count, MarkKind.Finish, 0));

    /// <inheritdoc/>
    public override void EndBatch()
    {
        PublishedBytes = StateBytes;
        PublishedBytesMax = Math.Max(PublishedBytesMax, PublishedBytes);
    }

    /// <summary>Moves the watermark behind the documents that wait here.</summary>
    public void Advance(long watermarkMs) => _marks.Enqueue(new Mark(_rows.Count, MarkKind.Watermark, watermarkMs));

    /// <summary>Says when the documents arrived that came since the last call.</summary>
    public void NoteArrival(long timestamp) => _marks.Enqueue(new Mark(_rows.Count, MarkKind.Arrival, timestamp));

    /// <summary>Has the documents that wait here answered, and passes them on.</summary>
    /// <exception cref="StreamProcessorException">The outside cannot be asked.</exception>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        _emitted = 0;
        var batch = _batch ??= new EnrichmentBatch(_rows, _values, variables.Count);
        batch.Begin();
        while (_emitted < _rows.Count)
        {
            var began = Output.Clock.GetTimestamp();
            var answered = await _enricher!.EnrichAsync(batch, cancellationToken);
            WaitedTime += Output.Clock.GetElapsedTime(began);
            if (answered <= 0 || answered > batch.Count)
            {
                throw new InvalidOperationException($"{Name} answered {answered} of {batch.Count} documents");
            }

            PassOn(batch, answered);
            batch.Skip(answered);
        }

        PassMarks();
        _rows.Clear();
        _values.Clear();
    }

    /// <summary>Lets go of the outside.</summary>
    public ValueTask CloseAsync() => _enricher?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void PassOn(EnrichmentBatch batch, int count)
    {
        for (var i = 0; i < count; i++)
        {
            PassMarks();
            var document = _rows[_emitted++];
            if (batch.ReasonOf(i) is { } reason)
            {
                DeadLetter(document, reason);
            }
            else
            {
                PassOn(document, batch.AnswerOf(i));
            }
        }
    }

    private void PassOn(in StreamDocument document, BsonValue answer)
    {
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        BsonDocument body;
        try
        {
            body = result.Apply(document, answer, writer);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        Next.Process(document.WithBody(body));
        Output.Reclaim(start, kept);
    }

    private void PassMarks()
    {
        while (_marks.TryPeek(out var mark) && mark.Behind == _emitted)
        {
            _ = _marks.Dequeue();
            Pass(mark);
        }
    }

    private void Pass(Mark mark)
    {
        switch (mark.Kind)
        {
            case MarkKind.Finish:
                Next.Finish();
                break;
            case MarkKind.Watermark when Window is not null:
                Window.Advance(mark.Value);
                break;
            case MarkKind.Watermark:
                Following?.Advance(mark.Value);
                break;
            case MarkKind.Arrival when Following is not null:
                Following.NoteArrival(mark.Value);
                break;
            default:
                Output.Batch.NoteArrival(mark.Value);
                break;
        }
    }

    // Something that came when so many documents had.
    private readonly record struct Mark(int Behind, MarkKind Kind, long Value);
}
