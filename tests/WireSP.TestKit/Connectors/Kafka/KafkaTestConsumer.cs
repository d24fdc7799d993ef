using WireSP.Connectors.Kafka;
using WireSP.Connectors.Kafka.Native;
using Xunit;

namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>Reads records as another program would: a client of its own for every call.</summary>
internal static class KafkaTestConsumer
{
    private const int TimeoutMs = 30_000;
    private const int PollMs = 50;

    public static async Task<IReadOnlyList<KafkaTestRecord>> ConsumeAsync(
        string bootstrapServers, string topic, int count)
    {
        Dictionary<string, string> settings = new()
        {
            ["bootstrap.servers"] = bootstrapServers,
            ["group.id"] = "test-reader",
            ["enable.auto.commit"] = "false",
            ["allow.auto.create.topics"] = "true",
        };
        await using var client = KafkaClient.Create(Librdkafka.ConsumerType, "test consumer", settings);
        return await Task.Run(() => Consume(client, topic, count));
    }

    /// <summary>Reads committed records of a topic's first partition until one has a given text.</summary>
    public static async Task<IReadOnlyList<string>> ConsumeUntilAsync(
        string bootstrapServers, string topic, string last)
    {
        Dictionary<string, string> settings = new()
        {
            ["bootstrap.servers"] = bootstrapServers,
            ["group.id"] = "test-reader",
            ["enable.auto.commit"] = "false",
            ["isolation.level"] = "read_committed",
        };
        await using var client = KafkaClient.Create(Librdkafka.ConsumerType, "test consumer", settings);
        return await Task.Run(() => ConsumeUntil(client, topic, last));
    }

    public static async Task WaitForCommitAsync(string bootstrapServers, string group, CommittedOffset expected)
    {
        Dictionary<string, string> settings = new() { ["bootstrap.servers"] = bootstrapServers, ["group.id"] = group };
        await using var client = KafkaClient.Create(Librdkafka.ConsumerType, "test observer", settings);
        var offset = -1L;
        for (var waitedMs = 0; waitedMs < TimeoutMs && offset != expected.Offset; waitedMs += PollMs)
        {
            offset = await Task.Run(() => ReadCommitted(client, expected.Topic, expected.Partition));
            await Task.Delay(TimeSpan.FromMilliseconds(PollMs), TimeProvider.System);
        }

        Assert.Equal(expected.Offset, offset);
    }

    private static unsafe long ReadCommitted(KafkaClient client, string topic, int partition)
    {
        var list = Librdkafka.PartitionListNew(1);
        _ = Librdkafka.PartitionListAdd(list, topic, partition);
        _ = Librdkafka.Committed(client.Handle, list, TimeoutMs);
        var offset = list->Elements[0].Offset;
        Librdkafka.PartitionListDestroy(list);
        return offset;
    }

    private static unsafe List<KafkaTestRecord> Consume(KafkaClient client, string topic, int count)
    {
        var partitions = Librdkafka.PartitionListNew(1);
        for (var partition = 0; partition < CountPartitions(client, topic); partition++)
        {
            Librdkafka.PartitionListAdd(partitions, topic, partition)->Offset = Librdkafka.OffsetBeginning;
        }

        Assert.Equal(0, Librdkafka.Assign(client.Handle, partitions));
        Librdkafka.PartitionListDestroy(partitions);

        List<KafkaTestRecord> records = [];
        var messages = stackalloc NativeMessage*[64];
        for (var waitedMs = 0; records.Count < count && waitedMs < TimeoutMs; waitedMs += PollMs)
        {
            var got = Librdkafka.ConsumeBatch(client.Queue, PollMs, messages, 64);
            for (nint i = 0; i < got; i++)
            {
                if (messages[i]->Error == 0)
                {
                    records.Add(Read(messages[i]));
                }

                Librdkafka.MessageDestroy(messages[i]);
            }
        }

        Assert.True(
            records.Count >= count,
            $"{records.Count} of {count} records came to topic '{topic}': {client.LastReason}");
        return records;
    }

    private static unsafe List<string> ConsumeUntil(KafkaClient client, string topic, string last)
    {
        var partitions = Librdkafka.PartitionListNew(1);
        Librdkafka.PartitionListAdd(partitions, topic, 0)->Offset = Librdkafka.OffsetBeginning;
        Assert.Equal(0, Librdkafka.Assign(client.Handle, partitions));
        Librdkafka.PartitionListDestroy(partitions);
        List<string> texts = [];
        var messages = stackalloc NativeMessage*[64];
        for (var waitedMs = 0; waitedMs < TimeoutMs; waitedMs += PollMs)
        {
            var got = Librdkafka.ConsumeBatch(client.Queue, PollMs, messages, 64);
            waitedMs = got > 0 ? 0 : waitedMs;
            for (nint i = 0; i < got; i++)
            {
                if (messages[i]->Error == 0)
                {
                    texts.Add(Read(messages[i]).Text);
                }

                Librdkafka.MessageDestroy(messages[i]);
            }

            if (texts.Count > 0 && texts[^1] == last)
            {
                return texts[..^1];
            }
        }

        Assert.Fail($"'{last}' did not come to topic '{topic}' behind {texts.Count} records: {client.LastReason}");
        return texts;
    }

    private static unsafe int CountPartitions(KafkaClient client, string topic)
    {
        for (var waitedMs = 0; waitedMs < TimeoutMs; waitedMs += PollMs)
        {
            NativeMetadata* metadata;
            var error = Librdkafka.Metadata(client.Handle, 0, client.Topic(topic), &metadata, TimeoutMs);
            Assert.True(error == 0, $"no metadata of topic '{topic}': {KafkaError.Describe(error)}");
            var isThere = metadata->TopicCount > 0 && metadata->Topics->Error == 0;
            var count = isThere ? metadata->Topics->PartitionCount : 0;
            Librdkafka.MetadataDestroy(metadata);
            if (count > 0)
            {
                return count;
            }
        }

        return 0;
    }

    private static unsafe KafkaTestRecord Read(NativeMessage* message)
    {
        int type;
        return new KafkaTestRecord(message->Payload == null ? null : message->ValueSpan.ToArray())
        {
            Key = message->Key == null ? null : message->KeySpan.ToArray(),
            Partition = message->Partition,
            Offset = message->Offset,
            TimestampMs = Librdkafka.MessageTimestamp(message, &type),
            Headers = ReadHeaders(message),
        };
    }

    private static unsafe List<KeyValuePair<string, byte[]?>> ReadHeaders(NativeMessage* message)
    {
        List<KeyValuePair<string, byte[]?>> headers = [];
        nint list;
        if (Librdkafka.MessageHeaders(message, &list) != 0)
        {
            return headers;
        }

        byte* name;
        byte* value;
        nuint length;
        while (Librdkafka.HeaderGet(list, (nuint)headers.Count, &name, &value, &length) == 0)
        {
            headers.Add(new(
                KafkaError.Text(name), value == null ? null : new ReadOnlySpan<byte>(value, (int)length).ToArray()));
        }

        return headers;
    }
}
