namespace WireSP.TestKit.Connectors.Kafka.Broker;

/// <summary>Topics, group offsets and transactions of a cluster; used under its lock.</summary>
internal sealed class BrokerState
{
    private const int InvalidProducerEpoch = 47;

    private readonly Dictionary<string, BrokerPartition[]> _topics = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string Topic, int Partition), long> _offsets = [];
    private readonly Dictionary<string, BrokerTransaction> _transactions = new(StringComparer.Ordinal);
    private long _nextProducer = 1000;

    public IReadOnlyDictionary<string, BrokerPartition[]> Topics => _topics;

    public void CreateTopic(string topic, int partitions) =>
        _topics.TryAdd(topic, [.. Enumerable.Range(0, partitions).Select(_ => new BrokerPartition())]);

    public BrokerPartition? Find(string topic, int partition) =>
        _topics.TryGetValue(topic, out var found) && partition < found.Length ? found[partition] : null;

    public long CommittedOffset(string group, string topic, int partition) =>
        _offsets.GetValueOrDefault((group, topic, partition), -1);

    public void CommitOffset(string group, string topic, int partition, long offset) =>
        _offsets[(group, topic, partition)] = offset;

    /// <summary>A producer's id and epoch; an earlier producer of the same transactional id is fenced.</summary>
    public (long Id, short Epoch) InitProducer(string? transactionalId)
    {
        if (transactionalId is null)
        {
            return (_nextProducer++, 0);
        }

        if (!_transactions.TryGetValue(transactionalId, out var transaction))
        {
            _transactions[transactionalId] = transaction = new BrokerTransaction(_nextProducer++);
        }

        transaction.Epoch++;
        End(transaction, isCommit: false);
        return (transaction.ProducerId, transaction.Epoch);
    }

    /// <summary>Adds to a transaction what <paramref name="add"/> adds.</summary>
    /// <returns>An error of the protocol.</returns>
    public int InTransaction(string transactionalId, short epoch, Action<BrokerTransaction> add)
    {
        if (!_transactions.TryGetValue(transactionalId, out var transaction) || transaction.Epoch != epoch)
        {
            return InvalidProducerEpoch;
        }

        add(transaction);
        return 0;
    }

    /// <summary>Ends a transaction.</summary>
    public void End(BrokerTransaction transaction, bool isCommit)
    {
        foreach (var (topic, partition) in transaction.Partitions)
        {
            Find(topic, partition)?.EndTransaction(transaction.ProducerId, transaction.Epoch, isCommit);
        }

        if (isCommit)
        {
            foreach (var (key, offset) in transaction.Offsets)
            {
                _offsets[key] = offset;
            }
        }

        transaction.Partitions.Clear();
        transaction.Offsets.Clear();
    }
}
