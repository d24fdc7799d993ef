using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>Copies of the documents of one batch; see <see cref="KafkaInFlight"/>.</summary>
internal sealed class KafkaInFlightBatch
{
    private readonly DocumentCopies _documents = new();

    /// <summary>Documents whose records are not acknowledged yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>A document, by its number in the batch.</summary>
    public StreamDocument this[int index] => _documents[index];

    /// <summary>Copies a document.</summary>
    /// <returns>Its number in the batch.</returns>
    public int Add(in StreamDocument document)
    {
        _ = _documents.Add(document);
        Waiting++;
        return _documents.Count - 1;
    }

    /// <summary>Counts one document as done.</summary>
    public void Release() => Waiting--;

    /// <summary>Forgets all documents.</summary>
    public void Clear() => _documents.Clear();
}
