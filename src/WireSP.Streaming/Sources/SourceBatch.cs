using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Sources;

/// <summary>
/// What a source hands over at once: documents that all live in one reused buffer, records that could not be decoded,
/// and the partitions it reads. Filled by the source, then read by the task, never both at once.
/// </summary>
public sealed class SourceBatch
{
    private const int BufferBytesMin = 4 * 1024;

    private readonly OriginTable _origins = new();
    private readonly List<UndecodableRecord> _undecodable = [];

    /// <summary>Documents and their details are written here, then announced by <see cref="Add"/>.</summary>
    public BsonWriter Buffer { get; } = new(BufferBytesMin);

    /// <summary>Documents in order.</summary>
    public DocumentRows Documents { get; } = new();

    /// <summary>Records that could not be decoded, in order.</summary>
    public IReadOnlyList<UndecodableRecord> Undecodable => _undecodable;

    /// <summary>Whether another document should be added before the batch is handed over.</summary>
    public bool HasRoom =>
        Documents.Count + _undecodable.Count < DocumentsMax && Math.Max(Buffer.Position, Documents.Bytes) < BytesMax;

    /// <summary>Whether there is nothing to process.</summary>
    public bool IsEmpty => Documents.Count == 0 && _undecodable.Count == 0;

    /// <summary>
    /// Numbers of the partitions that the source reads now, when that changed; null when it did not. The watermark is
    /// the minimum over these.
    /// </summary>
    public IReadOnlyList<int>? AssignedPartitions { get; set; }

    /// <summary>Documents after which a batch is handed over.</summary>
    internal int DocumentsMax { get; init; } = StreamingLimits.BatchDocumentsMax;

    /// <summary>Bytes after which a batch is handed over.</summary>
    internal int BytesMax { get; init; } = StreamingLimits.BatchBytesMax;

    /// <summary>Announces a document in <see cref="Buffer"/>, or in memory that is never reused.</summary>
    /// <param name="body">The document.</param>
    /// <param name="timestampMs">The source's own time for it: the event time unless there is a timeField.</param>
    /// <param name="origin">Where it came from.</param>
    public void Add(BsonDocument body, long timestampMs, in DocumentOrigin origin) =>
        Documents.Add(body, timestampMs, _origins, _origins.Add(origin));

    /// <summary>
    /// Announces documents that lie one behind the other in a buffer, as many of them as there is room for.
    /// </summary>
    /// <param name="buffer">That of <see cref="Buffer"/>, or memory that is never reused.</param>
    /// <param name="bodies">Where in it the documents are.</param>
    /// <param name="timestampMs">The source's own time for them: the event time unless there is a timeField.</param>
    /// <param name="first">Where the first one came from; the others' positions follow its own.</param>
    /// <returns>How many there was room for.</returns>
    public int AddRange(
        byte[] buffer, ReadOnlySpan<DocumentSlice> bodies, long timestampMs, in DocumentOrigin first)
    {
        var count = CountWithRoom(bodies);
        if (count > 0)
        {
            Documents.AddRange(buffer, bodies[..count], timestampMs, _origins, _origins.AddSequence(first, count));
        }

        return count;
    }

    /// <summary>Announces a record that could not be decoded; it goes to the dead letter queue.</summary>
    public void AddUndecodable(UndecodableRecord record) => _undecodable.Add(record);

    // As many as would be added while there is room for another one.
    private int CountWithRoom(ReadOnlySpan<DocumentSlice> bodies)
    {
        if (!HasRoom)
        {
            return 0;
        }

        var most = Math.Min(bodies.Length, DocumentsMax - Documents.Count - _undecodable.Count);
        var left = BytesMax - Documents.Bytes;
        var count = 0;
        while (count < most && left > 0)
        {
            left -= bodies[count++].Length;
        }

        return count;
    }

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        Documents.Clear();
        _origins.Clear();
        _undecodable.Clear();
        Buffer.Reset();
        AssignedPartitions = null;
    }
}
