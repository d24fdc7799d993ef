using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// What a chain puts out for one source batch: documents, whose bodies lie in this batch's or the source batch's
/// buffer, and rendered dead letters. Filled by the chain, then read by the sink's loop, never both at once.
/// </summary>
internal sealed class OutputBatch
{
    // A window that closes may put out far more than a batch; keeping that much for an idle task would be waste.
    private const int KeptBufferBytesMax = 4 * 1024 * 1024;

    private readonly List<StreamDocument> _documents = [];
    private readonly List<BsonDocument> _deadLetters = [];
    private readonly List<(long Timestamp, int Count)> _arrivals = [];

    /// <summary>Where bodies of new documents are written.</summary>
    public BsonWriter Buffer { get; private set; } = new(4 * 1024);

    /// <summary>Documents in order.</summary>
    public IReadOnlyList<StreamDocument> Documents => _documents;

    /// <summary>Bytes of the documents.</summary>
    public long DocumentBytes { get; private set; }

    /// <summary>Rendered dead letters in order; bytes of their own.</summary>
    public IReadOnlyList<BsonDocument> DeadLetters => _deadLetters;

    /// <summary>
    /// Runs of documents that arrived together: the clock's timestamp of arrival and how many there are.
    /// </summary>
    public IReadOnlyList<(long Timestamp, int Count)> Arrivals => _arrivals;

    /// <summary>Whether there is nothing to write.</summary>
    public bool IsEmpty => _documents.Count == 0 && _deadLetters.Count == 0;

    /// <summary>The documents as a span.</summary>
    public ReadOnlySpan<StreamDocument> AsSpan() => CollectionsMarshal.AsSpan(_documents);

    /// <summary>Adds a document.</summary>
    public void Add(in StreamDocument document)
    {
        _documents.Add(document);
        DocumentBytes += document.Body.Length;
    }

    /// <summary>Says when the documents arrived that were added since the last call.</summary>
    public void NoteArrival(long timestamp)
    {
        var counted = 0;
        foreach (var (_, count) in _arrivals)
        {
            counted += count;
        }

        if (_documents.Count > counted)
        {
            _arrivals.Add((timestamp, _documents.Count - counted));
        }
    }

    /// <summary>Adds a rendered dead letter.</summary>
    public void AddDeadLetter(BsonDocument deadLetter) => _deadLetters.Add(deadLetter);

    /// <summary>Forgets everything and keeps the memory, within reason.</summary>
    public void Clear()
    {
        _documents.Clear();
        _deadLetters.Clear();
        _arrivals.Clear();
        DocumentBytes = 0;
        if (Buffer.Buffer.Length > KeptBufferBytesMax)
        {
            Buffer = new BsonWriter(4 * 1024);
            _documents.Capacity = 0;
        }

        Buffer.Reset();
    }
}
