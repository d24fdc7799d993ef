using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Connectors.Kafka;

/// <summary>What becomes of records of every kind: their documents, metadata and dead letters.</summary>
public sealed class KafkaRecordsTests : IAsyncLifetime
{
    // Each read that finds nothing waits half a second.
    private const int ReadsMax = 60;

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();

    public KafkaRecordsTests() => _cluster.CreateTopic("t", partitionCount: 2);

    [Theory]
    [InlineData(
        """{"a": 1, "b": {"$date": "2026-01-01T00:00:00Z"}}""", """{"a":1,"b":{"$date":"2026-01-01T00:00:00Z"}}""")]
    [InlineData("""[1, "x"]""", """{"0":1,"1":"x"}""")]
    [InlineData(" {} ", "{}")]
    [InlineData("\0\0\0\0\u0007{\"a\": 1}", """{"a":1}""")]
    public async Task A_value_becomes_the_document(string value, string expected)
    {
        var batch = await ReadAsync("{ topic: 't' }", new KafkaTestRecord(value));

        Assert.Equal(expected, ExtendedJson.Format(Assert.Single(batch.Documents).Body));
    }

    [Fact]
    public async Task A_tombstone_becomes_the_empty_document()
    {
        var batch = await ReadAsync("{ topic: 't' }", KafkaTestRecord.Tombstone);

        Assert.True(Assert.Single(batch.Documents).Body.IsEmpty);
    }

    [Theory]
    [InlineData("""{"a": """, "the value is not JSON: ")]
    [InlineData("7", "the value is not JSON: ")]
    [InlineData("", "the value is empty")]
    [InlineData("\u0001\0\0\0\u0007{}", "the value is not JSON: ")]
    [InlineData("\0\0\0\0\u0007\u0002abc", "the value begins with a schema id, but no JSON text follows it")]
    public async Task What_is_no_document_goes_to_the_dead_letters_as_it_came(string value, string reason)
    {
        var batch = await ReadAsync("{ topic: 't' }", new KafkaTestRecord(value));

        var record = Assert.Single(batch.Undecodable);
        Assert.Equal(value, record.Raw.AsString);
        Assert.StartsWith(reason, record.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_go_to_the_dead_letters_as_binary()
    {
        var batch = await ReadAsync("{ topic: 't' }", new KafkaTestRecord([0x7b, 0xff, 0x7d]));

        Assert.Equal([0x7b, 0xff, 0x7d], Assert.Single(batch.Undecodable).Raw.AsBinary.ToArray());
    }

    [Fact]
    public async Task A_record_of_20_MB_goes_to_the_dead_letters_shortened_and_the_next_one_is_read()
    {
        var large = new KafkaTestRecord($$"""{"a": "{{new string('x', 20_000_000)}}"}""");

        // The mock cluster keeps 5 MB of a partition, so the next record has one of its own.
        var batch = await ReadAsync(
            "{ topic: 't' }",
            large with { Partition = 0 },
            new KafkaTestRecord("""{"a": 1}""") { Partition = 1 });

        var record = Assert.Single(batch.Undecodable);
        Assert.Contains("more than 16777216", record.Reason, StringComparison.Ordinal);
        Assert.EndsWith("(the first 1048576 of 20000009 bytes are shown)", record.Reason, StringComparison.Ordinal);
        Assert.Equal(1_048_576, record.Raw.AsStringUtf8.Length);
        Assert.Equal("""{"a":1}""", ExtendedJson.Format(Assert.Single(batch.Documents).Body));
    }

    [Fact]
    public async Task Metadata_tells_where_a_record_came_from()
    {
        var record = new KafkaTestRecord("{}")
        {
            Partition = 1,
            Key = "k\0"u8.ToArray(),
            TimestampMs = 1_700_000_000_000,
            Headers = [new("trace", "a\0b"u8.ToArray()), new("none", null)],
        };

        var document = Assert.Single((await ReadAsync("{ topic: 't' }", record)).Documents);

        Assert.Equal(1_700_000_000_000, document.EventTimeMs);
        Assert.StartsWith(
            """{"source":{"type":"kafka","topic":"t","partition":1,"offset":0,"""
                + "\"key\":{\"$binary\":{\"base64\":\"awA=\",\"subType\":\"00\"}},\"headers\":["
                + """{"k":"trace","v":{"$binary":{"base64":"YQBi","subType":"00"}}},"""
                + """{"k":"none","v":{"$binary":{"base64":"","subType":"00"}}}],"ts":{""",
            Metadata(document.Origin),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_key_and_headers_metadata_has_empty_ones()
    {
        var document = Assert.Single((await ReadAsync("{ topic: 't' }", new KafkaTestRecord("{}"))).Documents);

        Assert.Contains(
            "\"key\":{\"$binary\":{\"base64\":\"\",\"subType\":\"00\"}},\"headers\":[],",
            Metadata(document.Origin),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("string", "6B", "\"k\"")]
    [InlineData("json", "7B2261223A317D", """{"a":1}""")]
    [InlineData("json", "2278", null)]
    [InlineData("int", "FFFFFFFE", "-2")]
    [InlineData("int", "FF", null)]
    [InlineData("long", "0000000100000000", "4294967296")]
    [InlineData("string", "FF", null)]
    public async Task A_key_is_decoded_by_its_format(string format, string key, string? expected)
    {
        var record = new KafkaTestRecord("""{"a": 1}""") { Key = Convert.FromHexString(key) };
        var stage = $$"""{ topic: 't', config: { keyFormat: '{{format}}' } }""";

        var batch = await ReadAsync(stage, record);

        if (expected is null)
        {
            Assert.Equal("""{"a":1}""", ExtendedJson.Format(Assert.Single(batch.Undecodable).Raw));
            Assert.StartsWith("the key", batch.Undecodable[0].Reason, StringComparison.Ordinal);
            return;
        }

        Assert.Contains(
            $"\"key\":{expected},", Metadata(Assert.Single(batch.Documents).Origin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_does_not_decode_may_be_passed_over()
    {
        var record = new KafkaTestRecord("""{"a": 1}""") { Key = [1] };

        var batch = await ReadAsync(
            "{ topic: 't', config: { keyFormat: 'int', keyFormatError: 'passThrough' } }", record);

        Assert.DoesNotContain(
            "\"key\"", Metadata(Assert.Single(batch.Documents).Origin), StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private static string Metadata(in DocumentOrigin origin)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        origin.Describer!.WriteMetadata(origin, writer);
        writer.End(root);
        return ExtendedJson.Format(writer.ToDocument());
    }

    // Reads until everything is there, in one batch whose buffer is never reused.
    private async Task<SourceBatch> ReadAsync(string stage, params KafkaTestRecord[] records)
    {
        await using var source = new KafkaStages(_cluster.BootstrapServers).CreateSource(stage);
        await source.OpenAsync(null, CancellationToken.None);
        await _cluster.ProduceAsync("t", records);
        var batch = new SourceBatch();
        for (var i = 0; i < ReadsMax && batch.Documents.Count + batch.Undecodable.Count < records.Length; i++)
        {
            _ = await source.ReadAsync(batch, CancellationToken.None);
        }

        Assert.Equal(records.Length, batch.Documents.Count + batch.Undecodable.Count);
        return batch;
    }
}
