using WireSP.Bson;
using WireSP.Streaming.Tasks;

namespace WireSP.Streaming.Operators;

/// <summary>
/// What the operators of one chain share: the batch that is being put out, with the memory that new documents are
/// written to, and the way to the dead letters.
/// </summary>
internal sealed class ChainOutput(DeadLetterFormat deadLetters, TimeProvider clock)
{
    /// <summary>Results of a window after which those so far may go on to the sink.</summary>
    public const int PartResults = StreamingLimits.BatchDocumentsMax;

    // The part that follows has room for as much as the one before, but not for what was an exception.
    private const int PartBufferBytesMax = 256 * 1024;

    private OutputBatch _batch = new();

    // What had been kept when the batch came.
    private long _keptBefore;

    // How many documents the batch has when it is offered next: more each time that it is refused.
    private int _offeredFrom = PartResults;

    /// <summary>The batch being filled; set for each call into the chain.</summary>
    public OutputBatch Batch
    {
        get => _batch;
        set
        {
            _batch = value;
            _keptBefore = KeptCount;
            _offeredFrom = PartResults;
        }
    }

    /// <summary>
    /// Takes a batch on to the sink before the call into the chain ends, and answers an empty one to go on with; null
    /// from it when it could not. Null where all that a call puts out stays together.
    /// </summary>
    public Func<OutputBatch, OutputBatch?>? Taker { get; set; }

    /// <summary>Where bodies of new documents are written; valid until the batch has been written out.</summary>
    public BsonWriter Writer => Batch.Buffer;

    /// <summary>
    /// Counts documents that somebody still refers to after his call returned. A maker of documents compares it before
    /// and after and takes its bytes back when it did not move.
    /// </summary>
    public long KeptCount { get; set; }

    /// <summary>Results that may be added before <see cref="PassOn"/> has to be called; at least one.</summary>
    public int PartRoom => Math.Max(_offeredFrom - _batch.Documents.Count, 1);

    /// <summary>When what is being put out arrived, by the clock's timestamps.</summary>
    public long ArrivedTimestamp { get; set; }

    /// <summary>Counts up with each document that a window keeps, to tell their order of arrival.</summary>
    public long Arrivals { get; set; }

    /// <summary>The chain's clock.</summary>
    public TimeProvider Clock { get; } = clock;

    /// <summary>Whether a document that fails fails everything, because there is nobody to take dead letters.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Documents that became dead letters.</summary>
    public long DeadLetterCount { get; private set; }

    /// <summary>Bytes of the documents that became dead letters.</summary>
    public long DeadLetterBytes { get; private set; }

    /// <summary>A defect that a document brought to light and that nobody was told of yet.</summary>
    public string? NewDefect { get; set; }

    /// <summary>Documents of this batch that stages were told to drop.</summary>
    public long DiscardedCount { get; set; }

    /// <summary>Makes a dead letter of a document.</summary>
    public void DeadLetter(string operatorName, in StreamDocument document, string reason, BsonDocument details) =>
        DeadLetter(operatorName, BsonValue.FromDocument(document.Body), document.Origin, reason, details);

    /// <summary>Makes a dead letter of a record that may be no document.</summary>
    public void DeadLetter(
        string operatorName, BsonValue content, in DocumentOrigin origin, string reason, BsonDocument details)
    {
        if (Defect.IsDescribedBy(reason))
        {
            NewDefect = reason;
        }

        DeadLetterCount++;
        DeadLetterBytes += content.Length;
        Batch.AddDeadLetter(deadLetters.Render(operatorName, content, origin, reason, details));
    }

    /// <summary>
    /// Passes on what was put out so far when that is a part's worth, so that a large window reaches the sink while the
    /// rest of it is being made. To be called between results; <see cref="Writer"/> may be another one afterwards.
    /// </summary>
    /// <returns>Whether it was passed on.</returns>
    public bool PassOn()
    {
        if (_batch.Documents.Count < _offeredFrom || Taker is not { } taker)
        {
            return false;
        }

        _batch.NoteArrival(ArrivedTimestamp);

        // Of what was kept, all but the results themselves is what operators still hold.
        _batch.IsHeld = KeptCount - _keptBefore != _batch.Documents.Count;
        var bytes = _batch.Buffer.Position;
        if (taker(_batch) is not { } next)
        {
            _offeredFrom = _batch.Documents.Count + PartResults;
            return false;
        }

        // Whoever compares the count gives back no bytes: they would be those of another batch.
        KeptCount++;
        _ = next.Buffer.GetSpan(Math.Min(bytes + (bytes / 16), PartBufferBytesMax));
        Batch = next;
        return true;
    }

    /// <summary>
    /// Gives bytes back to the writer when nobody kept a reference since <paramref name="keptBefore"/>.
    /// </summary>
    public void Reclaim(int start, long keptBefore)
    {
        if (KeptCount == keptBefore)
        {
            Batch.Buffer.Truncate(start);
        }
    }
}
