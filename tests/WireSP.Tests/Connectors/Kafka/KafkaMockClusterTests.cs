using System.Text;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Connectors.Kafka;

public class KafkaMockClusterTests
{
    [Fact]
    public async Task What_one_program_produces_another_one_consumes()
    {
        await using var cluster = KafkaMockCluster.Start();
        cluster.CreateTopic("orders", partitionCount: 2);

        await cluster.ProduceAsync(
            "orders",
            [
                new KafkaTestRecord("""{"a": 1}""") { Key = "k"u8.ToArray(), Partition = 1, TimestampMs = 1_000 },
                KafkaTestRecord.Tombstone with { Partition = 1, Headers = [new("h", "v"u8.ToArray()), new("n", null)] },
            ]);
        var records = await cluster.ConsumeAsync("orders", 2);

        Assert.Equal(["""{"a": 1}""", ""], records.Select(record => record.Text));
        Assert.Equal("k", records[0].KeyText);
        Assert.Equal(1_000, records[0].TimestampMs);
        Assert.Null(records[1].Value);
        Assert.Equal(["h", "n"], records[1].Headers.Select(header => header.Key));
        Assert.Equal("v", Encoding.UTF8.GetString(records[1].Headers[0].Value!));
        Assert.Equal([0, 1], records.Select(record => record.Offset));
    }

    [Fact]
    public async Task The_cluster_serves_its_topics_after_an_outage()
    {
        await using var cluster = KafkaMockCluster.Start();
        cluster.CreateTopic("orders");
        await cluster.ProduceAsync("orders", "1");

        cluster.TakeDown();
        cluster.BringUp();

        Assert.Equal("1", Assert.Single(await cluster.ConsumeAsync("orders", 1)).Text);
    }
}
