using WireSP.Connectors.Kafka;
using WireSP.Connectors.Kafka.Native;
using Xunit;

namespace WireSP.TestKit.Connectors.Kafka;

/// <summary>
/// A Kafka cluster for tests: real TCP on 127.0.0.1, so that this process and others connect to it, with injected
/// errors and outages. Keeps about 5 MB of records per partition; topics that a producer names are made with four
/// partitions.
/// </summary>
public sealed class KafkaMockCluster : IAsyncDisposable
{
    private readonly KafkaClient _host;
    private readonly int _brokerCount;
    private nint _cluster;

    private KafkaMockCluster(KafkaClient host, int brokerCount)
    {
        _host = host;
        _brokerCount = brokerCount;
        _cluster = MockClusterNative.ClusterNew(host.Handle, brokerCount);
        Assert.NotEqual(0, _cluster);
        BootstrapServers = ReadBootstraps();
    }

    /// <summary>Whether the native Kafka library is there; tests that need it are meaningless without.</summary>
    public static bool IsAvailable => LibrdkafkaLoader.IsAvailable;

    /// <summary>Addresses to connect to, comma separated.</summary>
    public string BootstrapServers { get; }

    /// <summary>Starts a cluster.</summary>
    public static KafkaMockCluster Start(int brokerCount = 1) =>
        new(KafkaClient.Create(Librdkafka.ProducerType, "mock cluster", []), brokerCount);

    /// <summary>Makes a topic.</summary>
    public void CreateTopic(string topic, int partitionCount = 1) =>
        Assert.Equal(0, MockClusterNative.TopicCreate(_cluster, topic, partitionCount, 1));

    /// <summary>Removes a topic and its records.</summary>
    public void DeleteTopic(string topic) => Assert.Equal(0, MockClusterNative.TopicDelete(_cluster, topic));

    /// <summary>Makes requests about a topic fail with an error of the Kafka protocol; 0 ends that.</summary>
    public void SetTopicError(string topic, int error) => MockClusterNative.TopicSetError(_cluster, topic, error);

    /// <summary>Drops the records of a partition before an offset, as retention does.</summary>
    public void DeleteRecords(string topic, int partition, long before) =>
        Assert.Equal(0, MockClusterNative.PartitionDeleteRecords(_cluster, topic, partition, before));

    /// <summary>Makes the next requests of a kind fail, one error each.</summary>
    /// <param name="apiKey">The request's kind: 0 produce, 1 fetch, 2 list offsets, 3 metadata.</param>
    /// <param name="errors">Errors of the Kafka protocol, or -195 to cut the connection.</param>
    public unsafe void FailRequests(short apiKey, params int[] errors)
    {
        fixed (int* first = errors)
        {
            MockClusterNative.PushRequestErrors(_cluster, apiKey, (nuint)errors.Length, first);
        }
    }

    /// <summary>Forgets errors that were not used yet.</summary>
    public void ClearFailures(short apiKey) => MockClusterNative.ClearRequestErrors(_cluster, apiKey);

    /// <summary>Cuts every broker off: connections end and new ones are refused.</summary>
    public void TakeDown()
    {
        for (var broker = 1; broker <= _brokerCount; broker++)
        {
            Assert.Equal(0, MockClusterNative.BrokerSetDown(_cluster, broker));
        }
    }

    /// <summary>Ends an outage.</summary>
    public void BringUp()
    {
        for (var broker = 1; broker <= _brokerCount; broker++)
        {
            Assert.Equal(0, MockClusterNative.BrokerSetUp(_cluster, broker));
        }
    }

    /// <summary>Makes every broker answer late.</summary>
    public void SetRoundTrip(TimeSpan time)
    {
        for (var broker = 1; broker <= _brokerCount; broker++)
        {
            Assert.Equal(0, MockClusterNative.BrokerSetRoundTrip(_cluster, broker, (int)time.TotalMilliseconds));
        }
    }

    /// <summary>
    /// Writes text records to a topic, as another program would, and waits until they are acknowledged.
    /// </summary>
    public Task ProduceAsync(string topic, params string[] values) =>
        ProduceAsync(topic, values.Select(value => new KafkaTestRecord(value)));

    /// <summary>Writes records to a topic, as another program would, and waits until they are acknowledged.</summary>
    public Task ProduceAsync(string topic, IEnumerable<KafkaTestRecord> records) =>
        KafkaTestProducer.ProduceAsync(BootstrapServers, topic, records);

    /// <summary>
    /// Reads a topic from its beginning, as another program would, until <paramref name="count"/> records have come.
    /// Fails when they have not come after half a minute.
    /// </summary>
    public Task<IReadOnlyList<KafkaTestRecord>> ConsumeAsync(string topic, int count) =>
        KafkaTestConsumer.ConsumeAsync(BootstrapServers, topic, count);

    /// <summary>
    /// Waits until a consumer group has committed an offset, as an outside observer sees it. Fails when it has not
    /// after half a minute.
    /// </summary>
    public Task WaitForCommitAsync(string group, string topic, int partition, long offset) =>
        KafkaTestConsumer.WaitForCommitAsync(BootstrapServers, group, new(topic, partition, offset));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cluster != 0)
        {
            MockClusterNative.ClusterDestroy(_cluster);
            _cluster = 0;
            await _host.DisposeAsync();
        }
    }

    private unsafe string ReadBootstraps() => KafkaError.Text(MockClusterNative.Bootstraps(_cluster));
}
