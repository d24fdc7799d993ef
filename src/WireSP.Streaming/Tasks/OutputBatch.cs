using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// What a chain puts out for one source batch: documents, whose bodies lie in this batch's or the source batch's
/// buffer, and rendered dead letters. Filled by the chain, then read by the sink's loop, never both at once.
/// </summary>
internal sealed class OutputBatch
{
    // Room for new documents that every batch has.
    private const int BufferBytesMin = 4 * 1024;

    // A window that closes may put out far more than a batch; keeping that much for an idle task would be waste.
    private const int KeptBufferBytesMax = 4 * 1024 * 1024;
    private const int KeptRowsMax = 4 * StreamingLimits.BatchDocumentsMax;

    private readonly List<BsonDocument> _deadLetters = [];
    private readonly List<(long Timestamp, int Count)> _arrivals = [];
    private int _arrivedCount;

    /// <summary>Where bodies of new documents are written.</summary>
    public BsonWriter Buffer { get; private set; } = new(BufferBytesMin);

    /// <summary>Documents in order.</summary>
    public DocumentRows Documents { get; } = new();

    /// <summary>Origins that operators gave to documents of this batch.</summary>
    public OriginTable Origins { get; } = new();

    /// <summary>Rendered dead letters in order; bytes of their own.</summary>
    public IReadOnlyList<BsonDocument> DeadLetters => _deadLetters;

    /// <summary>
    /// Runs of documents that arrived together: the clock's timestamp of arrival and how many there are.
    /// </summary>
    public IReadOnlyList<(long Timestamp, int Count)> Arrivals => _arrivals;

    /// <summary>Whether operators hold documents that may lie in it as it is passed on: it is not used again.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => Documents.Count == 0 && _deadLetters.Count == 0;

    /// <summary>Says when the documents arrived that were added since the last call.</summary>
    public void NoteArrival(long timestamp)
    {
        if (Documents.Count > _arrivedCount)
        {
            _arrivals.Add((timestamp, Documents.Count - _arrivedCount));
            _arrivedCount = Documents.Count;
        }
    }

    /// <summary>Adds a rendered dead letter.</summary>
    public void AddDeadLetter(BsonDocument deadLetter) => _deadLetters.Add(deadLetter);

    /// <summary>Forgets everything and keeps the memory, within reason.</summary>
    public void Clear()
    {
        Documents.Clear(KeptRowsMax);
        Origins.Clear(KeptRowsMax);
        _deadLetters.Clear();
        _arrivals.Clear();
        _arrivedCount = 0;
        if (Buffer.Buffer.Length > KeptBufferBytesMax)
        {
            Buffer = new BsonWriter(BufferBytesMin);
        }

        Buffer.Reset();
    }
}
