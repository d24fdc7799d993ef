using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors;

/// <summary>
/// Copies of documents that a sink keeps after their batch is reused, one behind the other in memory that is used
/// again.
/// </summary>
internal sealed class DocumentCopies
{
    // Memory beyond this is given up when the copies are forgotten, so that one burst does not cost memory for ever.
    private const int KeptBytesMax = 4 * 1024 * 1024;

    private readonly DocumentRows _documents = new();
    private readonly OriginTable _origins = new();

    /// <summary>How many there are.</summary>
    public int Count => _documents.Count;

    /// <summary>Where the copies lie; whoever makes more of a document may write behind them.</summary>
    public BsonWriter Bytes { get; private set; } = new(16 * 1024);

    /// <summary>A document, by its number.</summary>
    public StreamDocument this[int index] => _documents[index];

    /// <summary>Copies a document.</summary>
    /// <returns>The copied body.</returns>
    public BsonDocument Add(in StreamDocument document)
    {
        var body = Copy(document.Body);
        var origin = document.Origin;
        if (!origin.Details.IsEmpty)
        {
            origin = origin with { Details = Copy(origin.Details) };
        }

        _documents.Add(body, document.EventTimeMs, _origins, _origins.Add(origin));
        return body;
    }

    /// <summary>Forgets all documents.</summary>
    public void Clear()
    {
        _documents.Clear();
        _origins.Clear();
        if (Bytes.Buffer.Length > KeptBytesMax)
        {
            Bytes = new BsonWriter(16 * 1024);
        }

        Bytes.Reset();
    }

    private BsonDocument Copy(BsonDocument document)
    {
        var start = Bytes.Position;
        Bytes.WriteRaw(document.Span);
        return Bytes.DocumentFrom(start);
    }
}
