using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>Copies of the documents of one batch; see <see cref="KafkaInFlight"/>.</summary>
internal sealed class KafkaInFlightBatch
{
    // Memory beyond this is given up when the batch is done, so that one burst does not cost memory for ever.
    private const int KeptBytesMax = 4 * 1024 * 1024;

    private readonly DocumentRows _documents = new();
    private readonly OriginTable _origins = new();
    private BsonWriter _bytes = new(16 * 1024);

    /// <summary>Documents whose records are not acknowledged yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>A document, by its number in the batch.</summary>
    public StreamDocument this[int index] => _documents[index];

    /// <summary>Copies a document.</summary>
    /// <returns>Its number in the batch.</returns>
    public int Add(in StreamDocument document)
    {
        var body = Copy(document.Body);
        var origin = document.Origin;
        if (!origin.Details.IsEmpty)
        {
            origin = origin with { Details = Copy(origin.Details) };
        }

        _documents.Add(body, document.EventTimeMs, _origins, _origins.Add(origin));
        Waiting++;
        return _documents.Count - 1;
    }

    /// <summary>Counts one document as done.</summary>
    public void Release() => Waiting--;

    /// <summary>Forgets all documents.</summary>
    public void Clear()
    {
        _documents.Clear();
        _origins.Clear();
        if (_bytes.Buffer.Length > KeptBytesMax)
        {
            _bytes = new BsonWriter(16 * 1024);
        }

        _bytes.Reset();
    }

    private BsonDocument Copy(BsonDocument document)
    {
        var start = _bytes.Position;
        _bytes.WriteRaw(document.Span);
        return _bytes.DocumentFrom(start);
    }
}
