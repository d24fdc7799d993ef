using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Keeps a copy of each produced document until its record is acknowledged, because one that a broker refuses goes to
/// the dead letter queue as it was. Copies are kept by batch, in memory that is used again.
/// </summary>
internal sealed class KafkaInFlight
{
    private const int IndexBits = 20;

    private readonly List<KafkaInFlightBatch> _batches = [];
    private readonly Stack<int> _free = [];
    private int _current = -1;

    /// <summary>Records that are not acknowledged yet.</summary>
    public int Count { get; private set; }

    /// <summary>Begins a batch.</summary>
    public void Begin()
    {
        if (!_free.TryPop(out _current))
        {
            _current = _batches.Count;
            _batches.Add(new KafkaInFlightBatch());
        }
    }

    /// <summary>Keeps a document of the present batch.</summary>
    /// <returns>The number to produce its record with.</returns>
    public long Add(in StreamDocument document)
    {
        Count++;
        return ((long)_current << IndexBits) | (long)_batches[_current].Add(document);
    }

    /// <summary>Says that the present batch is whole.</summary>
    public void End()
    {
        var batch = _current;
        _current = -1;
        ReuseIfDone(batch);
    }

    /// <summary>The document of a number; valid until it is released.</summary>
    public StreamDocument this[long number] =>
        _batches[(int)(number >> IndexBits)][(int)(number & ((1 << IndexBits) - 1))];

    /// <summary>Forgets a document, whose record is acknowledged or given up.</summary>
    public void Release(long number)
    {
        Count--;
        var batch = (int)(number >> IndexBits);
        _batches[batch].Release();
        ReuseIfDone(batch);
    }

    private void ReuseIfDone(int batch)
    {
        if (batch != _current && _batches[batch].Waiting == 0)
        {
            _batches[batch].Clear();
            _free.Push(batch);
        }
    }
}
