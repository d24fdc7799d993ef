namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>The log of one partition, with what is known of its transactions.</summary>
internal sealed class BrokerPartition
{
    private const int InvalidProducerEpoch = 47;

    private readonly List<RecordBatch> _batches = [];
    private readonly Dictionary<long, long> _openSince = [];
    private readonly List<(long ProducerId, long First, long Last)> _aborted = [];
    private readonly Dictionary<long, short> _epochs = [];

    /// <summary>The offset of the next record.</summary>
    public long End { get; private set; }

    /// <summary>Where the oldest open transaction begins: readers of committed records stop there.</summary>
    public long StableEnd => _openSince.Count == 0 ? End : _openSince.Values.Min();

    /// <summary>Appends batches, each once.</summary>
    /// <returns>An error of the protocol, and the offset of the first record.</returns>
    public (int Error, long Offset) Append(byte[] records)
    {
        var first = -1L;
        foreach (var batch in RecordBatch.Split(records))
        {
            if (batch.ProducerId >= 0 && _epochs.GetValueOrDefault(batch.ProducerId) > batch.Epoch)
            {
                return (InvalidProducerEpoch, -1);
            }

            var known = batch.ProducerId < 0 ? null : _batches.FindLast(earlier =>
                earlier.ProducerId == batch.ProducerId && earlier.Epoch == batch.Epoch
                && earlier.Sequence == batch.Sequence);
            var offset = known?.BaseOffset ?? Append(batch);
            first = first < 0 ? offset : first;
        }

        return (0, first);
    }

    /// <summary>Ends the transaction of a producer.</summary>
    public void EndTransaction(long producerId, short epoch, bool isCommit)
    {
        if (_openSince.Remove(producerId, out var first) && !isCommit)
        {
            _aborted.Add((producerId, first, End - 1));
        }

        _epochs[producerId] = epoch;
        _ = Append(RecordBatch.EndOf(producerId, epoch, isCommit));
    }

    /// <summary>Batches from an offset on, and the transactions among them that were aborted.</summary>
    public (byte[] Records, List<(long ProducerId, long First)> Aborted) Read(long offset, bool committed, int bytesMax)
    {
        var end = committed ? StableEnd : End;
        var bytes = new MemoryStream();
        foreach (var batch in _batches)
        {
            if (batch.LastOffset < offset || batch.LastOffset >= end)
            {
                continue;
            }

            if (bytes.Length > 0 && bytes.Length + batch.Bytes.Length > bytesMax)
            {
                break;
            }

            bytes.Write(batch.Bytes);
        }

        var aborted = from one in _aborted where committed && one.Last >= offset select (one.ProducerId, one.First);
        return (bytes.ToArray(), [.. aborted]);
    }

    private long Append(RecordBatch batch)
    {
        batch.BaseOffset = End;
        _batches.Add(batch);
        if (batch.IsTransactional && batch.Sequence >= 0)
        {
            _ = _openSince.TryAdd(batch.ProducerId, End);
        }

        End = batch.LastOffset + 1;
        return batch.BaseOffset;
    }
}
