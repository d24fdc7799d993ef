using WireSP.Bson;
using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// Reads topics. Partitions are assigned by ourselves, at the offsets of our own position; the consumer group only
/// tells outside observers how far we are. A record that cannot be decoded counts as read: reading it again would fail
/// again.
/// </summary>
internal sealed class KafkaSource : ISource
{
    private readonly KafkaSourceOptions _options;
    private readonly TaskContext _context;
    private readonly TimeProvider _clock;
    private readonly KafkaPartitions _partitions;
    private readonly KafkaRecordReader _reader;
    private readonly string? _commitGroup;
    private KafkaConsumer? _consumer;
    private KafkaTopicWatch? _watch;
    private bool _isAssignmentNew;
    private bool _isCommitDue;
    private long _committedTimestamp;

    /// <summary>Creates a source that is not opened yet.</summary>
    public KafkaSource(KafkaSourceOptions options, TaskContext context)
    {
        _options = options;
        _context = context;
        _clock = context.Clock;
        _partitions = new KafkaPartitions(options.Topics);
        _reader = new KafkaRecordReader(options, _partitions, _clock);
        _commitGroup = options.CommitGroup(context);
    }

    /// <inheritdoc/>
    public BsonDocument Position => _partitions.Position;

    /// <inheritdoc/>
    public async ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        var client = KafkaClient.Create(
            Librdkafka.ConsumerType, _options.Connection.Name, _options.ConsumerSettings(_context));

        // A cluster takes real time to answer, whatever clock the task lives by.
        _consumer = new KafkaConsumer(client, _options.Connection.Name, TimeProvider.System);
        var counts = await _consumer.CountPartitionsAsync(_options.Topics, cancellationToken).ConfigureAwait(false);
        await AddPartitionsAsync(counts, position, cancellationToken).ConfigureAwait(false);
        _watch = KafkaTopicWatch.Start(_consumer, _options.Topics, _clock);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_watch!.Failure is { } failure)
        {
            throw failure;
        }

        if (_watch.TakeCounts() is { } counts)
        {
            await AddPartitionsAsync(counts, null, cancellationToken).ConfigureAwait(false);
        }

        CommitEarly();
        if (_isAssignmentNew)
        {
            batch.AssignedPartitions = _partitions.Numbers;
            _isAssignmentNew = false;
        }

        var client = _consumer!.Client;
        _ = client.ServeEvents();
        if (!Fill(batch))
        {
            if (client.LastError != KafkaError.None)
            {
                _watch.LookNow();
            }

            await client.Wake.WaitAsync(ConnectorLimits.IdleWait, _clock, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            _ = Fill(batch);
        }

        return true;
    }

    /// <inheritdoc/>
    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken)
    {
        foreach (var partition in _partitions.All)
        {
            partition.CheckpointOffset =
                KafkaPartitions.OffsetIn(position, partition.Topic, partition.Number) ?? partition.CheckpointOffset;
        }

        if (_commitGroup is not null && !_options.CommitsEarly(_context))
        {
            _consumer!.Commit(_partitions.All, partition => partition.CheckpointOffset);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void WriteStatistics(BsonWriter writer)
    {
        if (_consumer is not null)
        {
            KafkaStatistics.Write(writer, _partitions, _consumer, _options.PartitionIdleTimeout, _clock);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync().ConfigureAwait(false);
        }

        // The library waits for records that were taken from it and not given back.
        _reader.Dispose();
        if (_consumer is not null)
        {
            await _consumer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private bool Fill(SourceBatch batch)
    {
        var count = batch.Documents.Count + batch.Undecodable.Count;
        _reader.Fill(_consumer!.Client, batch);
        if (batch.Documents.Count + batch.Undecodable.Count == count)
        {
            return false;
        }

        _partitions.Moved();
        _isCommitDue = true;
        return true;
    }

    private void CommitEarly()
    {
        if (_isCommitDue && _options.CommitsEarly(_context) && _commitGroup is not null
            && _clock.GetElapsedTime(_committedTimestamp) >= KafkaLimits.CommitInterval)
        {
            _consumer!.Commit(_partitions.All, partition => partition.NextOffset);
            _committedTimestamp = _clock.GetTimestamp();
            _isCommitDue = false;
        }
    }

    // Adds the partitions that are not read yet: from the position when it has them, else from where the stage says.
    private async Task AddPartitionsAsync(int[] counts, BsonDocument? position, CancellationToken cancellationToken)
    {
        List<(int TopicIndex, int Partition)> added = [];
        for (var topic = 0; topic < counts.Length; topic++)
        {
            var end = (int)Math.Min(counts[topic], (long)_options.PartitionMax + 1);
            for (var partition = _options.PartitionMin; partition < end; partition++)
            {
                if (_partitions.Find(_partitions.NumberOf(topic, partition)) is null)
                {
                    added.Add((topic, partition));
                }
            }
        }

        if (added.Count + _partitions.Count > _context.KafkaPartitionsMax)
        {
            throw KafkaErrors.TooManyPartitions(
                added.Count + _partitions.Count, _context.KafkaPartitionsMax.Value);
        }

        if (added.Count == 0)
        {
            return;
        }

        var isFirst = _partitions.Count == 0;
        var partitions = await LocateAsync(added, position, cancellationToken).ConfigureAwait(false);
        _consumer!.Assign(partitions, isFirst);
        partitions.ForEach(_partitions.Add);
        _isAssignmentNew = true;
    }

    private async Task<List<KafkaPartition>> LocateAsync(
        List<(int TopicIndex, int Partition)> added, BsonDocument? position, CancellationToken cancellationToken)
    {
        List<KafkaPartition> located = [];
        List<(int TopicIndex, int Partition)> unknown = [];
        foreach (var (topic, partition) in added)
        {
            var name = _options.Topics[topic];
            if (position is { } stored && KafkaPartitions.OffsetIn(stored, name, partition) is { } offset)
            {
                located.Add(new KafkaPartition(topic, name, partition, offset) { CheckpointOffset = offset });
            }
            else
            {
                unknown.Add((topic, partition));
            }
        }

        if (unknown.Count == 0)
        {
            return located;
        }

        var offsets = await _consumer!.FindOffsetsAsync(
            [.. unknown.Select(item => (_options.Topics[item.TopicIndex], item.Partition))],
            _options.OffsetReset,
            cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < unknown.Count; i++)
        {
            var (topic, partition) = unknown[i];
            located.Add(new KafkaPartition(topic, _options.Topics[topic], partition, offsets[i]));
        }

        return located;
    }
}
