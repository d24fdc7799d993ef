using System.Text;
using WireSP.Connectors.Kafka;
using WireSP.Connectors.Kafka.Native;
using Xunit;

namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>Writes records as another program would: a client of its own for every call.</summary>
internal sealed class KafkaTestProducer : IDeliveryReceiver
{
    private const int TimeoutMs = 30_000;

    private readonly List<int> _errors = [];

    public static async Task ProduceAsync(string bootstrapServers, string topic, IEnumerable<KafkaTestRecord> records)
    {
        var receiver = new KafkaTestProducer();
        Dictionary<string, string> settings = new()
        {
            ["bootstrap.servers"] = bootstrapServers,
            ["message.max.bytes"] = "100000000",
            ["linger.ms"] = "0",
        };
        await using var client = KafkaClient.Create(Librdkafka.ProducerType, "test producer", settings, receiver);
        var count = 0;
        foreach (var record in records)
        {
            Produce(client, topic, record);
            count++;
        }

        var flushed = await Task.Run(() => Librdkafka.Flush(client.Handle, TimeoutMs));
        Assert.True(flushed == 0, $"records were not acknowledged: {client.LastReason}");
        Assert.Equal(count, receiver._errors.Count);
        Assert.All(receiver._errors, error => Assert.Equal(0, error));
    }

    public void Delivered(long number, int error) => _errors.Add(error);

    private static unsafe void Produce(KafkaClient client, string topic, KafkaTestRecord record)
    {
        var fields = stackalloc NativeProduceField[7];
        fixed (byte* value = record.Value)
        fixed (byte* key = record.Key)
        {
            // A fixed empty array is a null pointer, which would make an empty value a tombstone.
            var empty = stackalloc byte[1];
            var count = 0;
            fields[count++] = NativeProduceField.Topic(client.Topic(topic));
            fields[count++] = NativeProduceField.Partition(record.Partition ?? Librdkafka.PartitionUnassigned);
            fields[count++] = NativeProduceField.Flags(Librdkafka.MessageFlagCopy);
            fields[count++] = NativeProduceField.Value(
                record.Value is { Length: 0 } ? empty : value, record.Value?.Length ?? 0);
            if (record.Key is not null)
            {
                fields[count++] = NativeProduceField.Key(record.Key.Length == 0 ? empty : key, record.Key.Length);
            }

            if (record.TimestampMs is { } timestamp)
            {
                fields[count++] = NativeProduceField.Timestamp(timestamp);
            }

            if (record.Headers.Count > 0)
            {
                fields[count++] = NativeProduceField.Headers(CreateHeaders(record.Headers));
            }

            var error = Librdkafka.Produce(client.Handle, fields, (nuint)count);
            Assert.True(error == 0, error == 0 ? "" : KafkaError.Text(Librdkafka.ErrorObjectText(error)));
        }
    }

    private static unsafe nint CreateHeaders(IReadOnlyList<KeyValuePair<string, byte[]?>> headers)
    {
        var list = Librdkafka.HeadersNew((nuint)headers.Count);
        foreach (var (name, content) in headers)
        {
            fixed (byte* utf8 = Encoding.UTF8.GetBytes(name))
            fixed (byte* bytes = content)
            {
                Assert.Equal(0, Librdkafka.HeaderAdd(list, utf8, -1, bytes, content?.Length ?? 0));
            }
        }

        return list;
    }
}
