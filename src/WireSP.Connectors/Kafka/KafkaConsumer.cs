using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>
/// A native consumer with partitions that we assign ourselves. Calls that ask the cluster block for at most
/// <see cref="KafkaLimits.CallSliceMs"/> and are made on the thread pool; see <see cref="KafkaInquiry"/>.
/// </summary>
internal sealed class KafkaConsumer(KafkaClient client, string connectionName, TimeProvider clock) : IAsyncDisposable
{
    private readonly KafkaInquiry _inquiry = new(client, connectionName, clock);

    /// <summary>The native client.</summary>
    public KafkaClient Client { get; } = client;

    /// <summary>
    /// Asks how many partitions each topic has, and waits for a cluster or topic that is not there yet.
    /// </summary>
    /// <exception cref="StreamProcessorException">The cluster does not answer, or has no such topic.</exception>
    public async Task<int[]> CountPartitionsAsync(IReadOnlyList<string> topics, CancellationToken cancellationToken)
    {
        var counts = new int[topics.Count];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = await CountPartitionsAsync(topics[i], cancellationToken).ConfigureAwait(false);
        }

        return counts;
    }

    /// <summary>
    /// Finds the offsets that stand for a place, so that a position never depends on when it is read.
    /// </summary>
    /// <param name="partitions">Topic and number of each partition.</param>
    /// <param name="reset">The place.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<long[]> FindOffsetsAsync(
        IReadOnlyList<(string Topic, int Partition)> partitions,
        KafkaOffsetReset reset,
        CancellationToken cancellationToken) => _inquiry.AskAsync(
            () => FindOffsets(partitions, reset), offsets => offsets is not null, cancellationToken)!;

    /// <summary>Begins to read partitions, beside those that are read already.</summary>
    public unsafe void Assign(IEnumerable<KafkaPartition> partitions, bool isFirst)
    {
        var list = CreateList(partitions, partition => partition.NextOffset);
        if (isFirst)
        {
            var error = Librdkafka.Assign(Client.Handle, list);
            Librdkafka.PartitionListDestroy(list);
            Invariant(error, "assign");
            return;
        }

        var problem = Librdkafka.IncrementalAssign(Client.Handle, list);
        Librdkafka.PartitionListDestroy(list);
        if (problem != 0)
        {
            var code = Librdkafka.ErrorObjectCode(problem);
            Librdkafka.ErrorObjectDestroy(problem);
            Invariant(code, "incremental assign");
        }
    }

    /// <summary>Commits group offsets without waiting for the answer; they are for outside observers only.</summary>
    public unsafe void Commit(IEnumerable<KafkaPartition> partitions, Func<KafkaPartition, long?> offset)
    {
        var list = CreateList(partitions.Where(partition => offset(partition) is not null), x => offset(x)!.Value);
        if (list->Count > 0)
        {
            _ = Librdkafka.Commit(Client.Handle, list, isAsynchronous: 1);
        }

        Librdkafka.PartitionListDestroy(list);
    }

    /// <summary>How far the log of a partition reaches, as of the last answer; null when unknown.</summary>
    public unsafe long? EndOffset(KafkaPartition partition)
    {
        long low;
        long high;
        var error = Librdkafka.CachedOffsets(Client.Handle, partition.Topic, partition.Number, &low, &high);
        return error == KafkaError.None && high >= 0 ? high : null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Client.DisposeAsync();

    private async Task<int> CountPartitionsAsync(string topic, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        var count = await _inquiry.AskAsync(
            () => CountPartitions(topic),
            count => count > 0 || (count == 0 && clock.GetElapsedTime(began) >= KafkaLimits.TopicWait),
            cancellationToken).ConfigureAwait(false);
        return count > 0 ? count : throw KafkaErrors.NoPartitions(connectionName, topic);
    }

    // The number of partitions, 0 for a topic that is not there, -1 when there was no answer.
    private unsafe int CountPartitions(string topic)
    {
        NativeMetadata* metadata;
        var error = Librdkafka.Metadata(Client.Handle, 0, Client.Topic(topic), &metadata, KafkaLimits.CallSliceMs);
        if (error != KafkaError.None)
        {
            return -1;
        }

        var count = metadata->TopicCount == 1 && metadata->Topics->Error is KafkaError.None
            ? metadata->Topics->PartitionCount
            : 0;
        Librdkafka.MetadataDestroy(metadata);
        return count;
    }

    private unsafe long[]? FindOffsets(IReadOnlyList<(string Topic, int Partition)> partitions, KafkaOffsetReset reset)
    {
        var list = Librdkafka.PartitionListNew(partitions.Count);
        foreach (var (topic, partition) in partitions)
        {
            // The protocol's own numbers for "first" and "after the last" in place of a time.
            Librdkafka.PartitionListAdd(list, topic, partition)->Offset = reset == KafkaOffsetReset.Earliest
                ? Librdkafka.OffsetBeginning
                : Librdkafka.OffsetEnd;
        }

        var error = Librdkafka.OffsetsForTimes(Client.Handle, list, KafkaLimits.CallSliceMs);
        long[]? offsets = null;
        if (error == KafkaError.None)
        {
            offsets = new long[partitions.Count];
            for (var i = 0; i < list->Count && offsets is not null; i++)
            {
                offsets[i] = list->Elements[i].Offset;
                offsets = list->Elements[i].Error == KafkaError.None && offsets[i] >= 0 ? offsets : null;
            }
        }

        Librdkafka.PartitionListDestroy(list);
        return offsets;
    }

    private static unsafe NativeTopicPartitionList* CreateList(
        IEnumerable<KafkaPartition> partitions, Func<KafkaPartition, long> offset)
    {
        var list = Librdkafka.PartitionListNew(16);
        foreach (var partition in partitions)
        {
            Librdkafka.PartitionListAdd(list, partition.Topic, partition.Number)->Offset = offset(partition);
        }

        return list;
    }

    private void Invariant(int error, string call)
    {
        if (error != KafkaError.None)
        {
            throw KafkaErrors.Connection(connectionName, $"{call}: {KafkaError.Describe(error)}");
        }
    }
}
