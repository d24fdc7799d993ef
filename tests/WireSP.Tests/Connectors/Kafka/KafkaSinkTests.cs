using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Connectors.Kafka;

namespace WireSP.Tests.Connectors.Kafka;

public sealed class KafkaSinkTests : SinkContract, IAsyncLifetime
{
    private const short Produce = 0;
    private const int Transport = -195;
    private const int NotEnoughReplicas = 19;
    private const int InvalidRecord = 87;

    private readonly KafkaMockCluster _cluster = KafkaMockCluster.Start();
    private readonly KafkaStages _stages;

    public KafkaSinkTests()
    {
        _stages = new KafkaStages(_cluster.BootstrapServers);
        _cluster.CreateTopic("out");
    }

    [Theory]
    [InlineData("string", "{ k: 'é' }", "C3A9")]
    [InlineData("int", "{ k: 258 }", "00000102")]
    [InlineData("int", "{ k: 3.0 }", "00000003")]
    [InlineData("long", "{ k: Long(1) }", "0000000000000001")]
    [InlineData("double", "{ k: 1.5 }", "3FF8000000000000")]
    [InlineData("json", "{ k: { a: 1 } }", "7B2261223A317D")]
    [InlineData("binData", "{ k: BinData(0, 'AQI=') }", "0102")]
    [InlineData("string", "{ k: '' }", "")]
    public async Task A_key_is_written_in_its_format(string format, string document, string expected)
    {
        var record = await EmitOneAsync(
            $$"""{ topic: 'out', config: { key: '$k', keyFormat: '{{format}}' } }""", document);

        Assert.Equal(expected, Convert.ToHexString(record.Key!));
    }

    [Theory]
    [InlineData("string", "{ k: 1 }")]
    [InlineData("string", "{ }")]
    [InlineData("int", "{ k: 1.5 }")]
    [InlineData("int", "{ k: Long('4294967296') }")]
    [InlineData("binData", "{ k: 'x' }")]
    public async Task A_key_that_its_format_cannot_carry_dead_letters_the_document(string format, string document)
    {
        var failures = await EmitAsync(
            $$"""{ topic: 'out', config: { key: '$k', keyFormat: '{{format}}' } }""", document);

        Assert.StartsWith("the key is ", Assert.Single(failures.Reasons), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("relaxedJson", "default", """{"d":{"$date":"2026-01-01T00:00:00Z"},"n":1}""")]
    [InlineData(
        "canonicalJson",
        "default",
        """{"d":{"$date":{"$numberLong":"1767225600000"}},"n":{"$numberInt":"1"}}""")]
    [InlineData("basicJson", "default", """{"d":1767225600000,"n":1}""")]
    [InlineData("basicJson", "ISO8601", """{"d":"2026-01-01T00:00:00.000Z","n":1}""")]
    public async Task Documents_are_written_in_the_format_of_the_stage(string format, string dates, string expected)
    {
        var record = await EmitOneAsync(
            $$"""{ topic: 'out', config: { outputFormat: '{{format}}', dateFormat: '{{dates}}' } }""",
            "{ d: ISODate('2026-01-01T00:00:00Z'), n: 1 }");

        Assert.Equal(expected, record.Text);
    }

    [Theory]
    [InlineData("'$h'", "{ h: { a: 'x', n: null, i: 1 } }", "a=78 n= i=00000001")]
    [InlineData(
        "'$h'",
        "{ h: [ { k: 'a', v: { b: 1 } }, { k: 'l', v: Long(2) } ] }",
        "a=7B2262223A317D l=0000000000000002")]
    [InlineData("'$h'", "{ }", "")]
    [InlineData("{ a: '$x' }", "{ x: BinData(0, 'AQI=') }", "a=0102")]
    public async Task Headers_are_written_from_an_object_or_a_list(string headers, string document, string expected)
    {
        var record = await EmitOneAsync($$"""{ topic: 'out', config: { headers: {{headers}} } }""", document);

        var written = record.Headers.Select(header => $"{header.Key}={Convert.ToHexString(header.Value ?? [])}");
        Assert.Equal(expected, string.Join(' ', written));
    }

    [Theory]
    [InlineData("{ h: 1 }", "the headers are int, expected object or array")]
    [InlineData("{ h: [ { k: 1, v: 1 } ] }", "a header is no object with a string k and a value v")]
    [InlineData("{ h: { a: true } }", "a header's value is bool, which a header cannot carry")]
    public async Task Headers_that_cannot_be_written_dead_letter_the_document(string document, string reason)
    {
        var failures = await EmitAsync("{ topic: 'out', config: { headers: '$h' } }", document);

        Assert.Equal(reason, Assert.Single(failures.Reasons));
    }

    [Fact]
    public async Task A_tombstone_is_sent_where_the_stage_says_so()
    {
        const string Stage =
            "{ topic: 'out', config: { key: '$k', keyFormat: 'string', tombstoneWhen: '$gone' } }";
        var failures = await EmitAsync(
            Stage, "{ k: 'a', gone: true }", "{ k: 'b', gone: false }", "{ k: 'c', gone: 1 }");

        var records = await _cluster.ConsumeAsync("out", 2);

        Assert.Equal("tombstoneWhen gave int, expected bool", Assert.Single(failures.Reasons));
        Assert.Equal([true, false], records.OrderBy(record => record.KeyText).Select(record => record.Value is null));
    }

    [Fact]
    public async Task The_topic_may_be_computed()
    {
        _cluster.CreateTopic("a");
        _cluster.CreateTopic("b");

        var failures = await EmitAsync("{ topic: '$t' }", "{ t: 'a' }", "{ t: 'b' }", "{ t: 7 }", "{ t: 'no way' }");

        Assert.Equal("""{"t":"a"}""", (await _cluster.ConsumeAsync("a", 1))[0].Text);
        Assert.Equal("""{"t":"b"}""", (await _cluster.ConsumeAsync("b", 1))[0].Text);
        Assert.Equal("the topic is int, expected string", failures.Reasons[0]);
        Assert.StartsWith("'no way' cannot be a Kafka topic", failures.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_1000_computed_topics_fail_the_processor()
    {
        var documents = Enumerable.Range(0, 1_001).Select(n => $"{{ t: 'topic-{n}' }}").ToArray();

        var error = await Assert.ThrowsAsync<StreamProcessorException>(() => EmitAsync("{ topic: '$t' }", documents));

        Assert.Equal(424, error.Code);
    }

    [Fact]
    public async Task An_outage_is_waited_for_and_loses_nothing()
    {
        await using var sink = CreateSink();
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [CreateDocument(1)]);
        await sink.FlushAsync(failures, CancellationToken.None);

        _cluster.TakeDown();
        await WriteAsync(sink, failures, [CreateDocument(2), CreateDocument(3)]);
        var flushing = sink.FlushAsync(failures, CancellationToken.None);
        _cluster.BringUp();
        await flushing;

        Assert.Equal([1, 2, 3], await ReadWrittenAsync(3));
        Assert.Empty(failures.Reasons);
    }

    [Fact]
    public async Task Failed_requests_and_cut_connections_write_everything_once()
    {
        _cluster.FailRequests(Produce, NotEnoughReplicas, Transport, NotEnoughReplicas);
        await using var sink = CreateSink();
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. Enumerable.Range(0, 20).Select(CreateDocument)]);
        await sink.FlushAsync(failures, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 20), await ReadWrittenAsync(20));
    }

    [Fact]
    public async Task What_a_broker_refuses_for_itself_is_dead_lettered_as_it_was()
    {
        _cluster.FailRequests(Produce, InvalidRecord);

        var failures = await EmitAsync("{ topic: 'out', config: { acks: '1' } }", "{ n: Long(1) }");

        Assert.StartsWith("the broker refused the record: ", Assert.Single(failures.Reasons), StringComparison.Ordinal);
        Assert.Equal(BsonType.Int64, Assert.Single(failures.Documents)["n"].Type);
    }

    [Fact]
    public async Task When_the_library_has_no_more_room_writing_waits()
    {
        var stages = new KafkaStages(_cluster.BootstrapServers)
        {
            Config = new BsonDocumentBuilder { { "queue.buffering.max.messages", "10" } }.ToDocument(),
        };
        await using var sink = stages.CreateSink("{ topic: 'out' }");
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();

        await WriteAsync(sink, failures, [.. Enumerable.Range(0, 500).Select(CreateDocument)]);
        await sink.FlushAsync(failures, CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 500), await ReadWrittenAsync(500));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    protected override ISink CreateSink() => _stages.CreateSink("{ topic: 'out' }");

    protected override BsonDocument CreateDocument(int n) => new BsonDocumentBuilder { { "n", n } }.ToDocument();

    protected override BsonDocument CreateRefusedDocument() =>
        new BsonDocumentBuilder { { "n", new string('x', 2_000_000) } }.ToDocument();

    protected override async Task<IReadOnlyList<int>> ReadWrittenAsync(int count) =>
    [
        .. (await _cluster.ConsumeAsync("out", count)).Select(
            record => int.Parse(record.Text[5..^1], CultureInfo.InvariantCulture)),
    ];

    private async Task<CollectedFailures> EmitAsync(string stage, params string[] documents)
    {
        await using var sink = _stages.CreateSink(stage);
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. documents.Select(ExtendedJson.ParseLenient)]);
        await sink.FlushAsync(failures, CancellationToken.None);
        return failures;
    }

    private async Task<KafkaTestRecord> EmitOneAsync(string stage, string document)
    {
        var failures = await EmitAsync(stage, document);
        Assert.Empty(failures.Reasons);
        return Assert.Single(await _cluster.ConsumeAsync("out", 1));
    }
}
