using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Handshake;

public sealed class HelloCommandTests : IAsyncDisposable
{
    private readonly FakeClock _clock = new();
    private readonly TestServer _server;
    private readonly TestClient _client;

    public HelloCommandTests()
    {
        _server = new TestServer(new WireServerOptions { Clock = _clock });
        _client = _server.Connect();
    }

    [Fact]
    public async Task Describes_a_standalone_server()
    {
        var reply = await _client.RunAsync("""{ "hello": 1 }""");

        Assert.True(reply.IsOk);
        Assert.True(reply["isWritablePrimary"].AsBoolean);
        Assert.Equal((0, 25), (reply["minWireVersion"].AsInt32, reply["maxWireVersion"].AsInt32));
        Assert.Equal((16777216, 48000000), (reply["maxBsonObjectSize"].AsInt32, reply["maxMessageSizeBytes"].AsInt32));
        Assert.Equal((100000, 30), (reply["maxWriteBatchSize"].AsInt32, reply["logicalSessionTimeoutMinutes"].AsInt32));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeMilliseconds(), reply["localTime"].AsDateTimeMs);
        Assert.Equal(0L, reply["topologyVersion"].AsDocument["counter"].AsInt64);
        Assert.False(reply["readOnly"].AsBoolean);
        foreach (var absent in (string[])["setName", "hosts", "msg", "helloOk", "compression", "serviceId", "ismaster"])
        {
            Assert.True(reply[absent].IsMissing, absent);
        }
    }

    [Theory]
    [InlineData("isMaster")]
    [InlineData("ismaster")]
    public async Task Legacy_names_get_the_legacy_field(string name)
    {
        var reply = await _client.RunAsync($$"""{ "{{name}}": 1, "helloOk": true, "backpressure": "2" }""");

        Assert.True(reply["ismaster"].AsBoolean);
        Assert.True(reply["helloOk"].AsBoolean);
        Assert.True(reply["isWritablePrimary"].IsMissing);
    }

    [Fact]
    public async Task Load_balanced_clients_get_a_service_id_that_stays()
    {
        var first = await _client.RunAsync("""{ "hello": 1, "loadBalanced": true }""");
        var second = await _server.Connect().RunAsync("""{ "hello": 1, "loadBalanced": true }""");

        Assert.Equal(first["serviceId"].AsObjectId, second["serviceId"].AsObjectId);
    }

    [Theory]
    [InlineData("""["none"]""", "")]
    [InlineData("[]", "")]
    [InlineData("""["zlib", "lz4", "snappy", "zlib", 5]""", "zlib snappy")]
    public async Task Agrees_on_compressors_in_the_clients_order(string offer, string agreed)
    {
        var reply = await _client.RunAsync($$"""{ "hello": 1, "compression": {{offer}} }""");
        var names = new List<string>();
        foreach (var name in reply["compression"].IsMissing ? BsonArray.Empty : reply["compression"].AsArray)
        {
            names.Add(name.AsString);
        }

        Assert.Equal(agreed, string.Join(' ', names));
        Assert.Equal(agreed.Length == 0, reply["compression"].IsMissing);
    }

    [Theory]
    [InlineData("admin.admin")]
    [InlineData("admin.nobody")]
    public async Task Mechanisms_do_not_tell_who_exists(string name)
    {
        await using var server = TestUsers.Server();
        var reply = await server.Connect().RunAsync($$"""{ "hello": 1, "saslSupportedMechs": "{{name}}" }""");

        Assert.Equal("SCRAM-SHA-1", reply["saslSupportedMechs"].AsArray[0].AsString);
        Assert.Equal("SCRAM-SHA-256", reply["saslSupportedMechs"].AsArray[1].AsString);
    }

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    public async Task A_login_can_begin_inside_hello(string mechanism)
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        var scram = new TestScram(mechanism, "admin", TestUsers.Password);
        var hello = new BsonDocumentBuilder { { "hello", 1 }, { "speculativeAuthenticate", Speculation(scram) } };
        var reply = await client.RunAsync(hello.ToDocument());
        var challenge = reply["speculativeAuthenticate"].AsDocument;

        Assert.True(challenge["ok"].IsMissing);
        Assert.False(challenge["done"].AsBoolean);
        Assert.True((await client.RunAsync(scram.Continue(challenge, "admin"))).IsOk);
        Assert.True((await client.RunAsync("""{ "listDatabases": 1 }""")).IsOk);
    }

    [Theory]
    [InlineData("""{ "saslStart": 1, "mechanism": "GSSAPI", "payload": "", "db": "admin" }""")]
    [InlineData("""{ "saslStart": 1, "mechanism": 5, "payload": "" }""")]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": { "a": 1 }, "db": 5 }""")]
    [InlineData("""{ "authenticate": 1, "mechanism": "MONGODB-X509" }""")]
    [InlineData("{}")]
    [InlineData("5")]
    public async Task Speculation_that_cannot_be_is_left_out(string speculation)
    {
        var reply = await _client.RunAsync($$"""{ "hello": 1, "speculativeAuthenticate": {{speculation}} }""");

        Assert.True(reply.IsOk);
        Assert.True(reply["speculativeAuthenticate"].IsMissing);
    }

    [Theory]
    [InlineData("\"maxAwaitTimeMS\": 300", ErrorCode.Location31368)]
    [InlineData("\"topologyVersion\": {}", ErrorCode.Location31368)]
    [InlineData("\"topologyVersion\": 5, \"maxAwaitTimeMS\": 300", ErrorCode.TypeMismatch)]
    [InlineData("\"topologyVersion\": {}, \"maxAwaitTimeMS\": -1", ErrorCode.Location31373)]
    [InlineData("\"topologyVersion\": {}, \"maxAwaitTimeMS\": \"x\"", ErrorCode.Location31373)]
    [InlineData("\"topologyVersion\": {\"counter\": 5}, \"maxAwaitTimeMS\": 1", ErrorCode.TypeMismatch)]
    [InlineData("\"compression\": \"zlib\"", ErrorCode.TypeMismatch)]
    public async Task Refuses(string fields, ErrorCode code)
    {
        Assert.Equal(code, (await _client.RunAsync($$"""{ "hello": 1, {{fields}} }""")).Error);
        Assert.True((await _client.RunAsync("""{ "hello": 1 }""")).IsOk);
    }

    [Fact]
    public async Task A_counter_that_the_server_has_not_reached_is_an_error() =>
        Assert.Equal(
            ErrorCode.Location31382, (await _client.RunAsync(await Awaitable(counter: 9, maxAwaitMs: 1))).Error);

    [Fact]
    public async Task Another_process_is_answered_at_once() => Assert.True((await _client.RunAsync(
        """
        { "hello": 1, "maxAwaitTimeMS": 60000,
          "topologyVersion": { "processId": { "$oid": "6b01d4b725ce34c0fa9ddd86" }, "counter": { "$numberLong": "0" } } }
        """)).IsOk);

    [Fact]
    public async Task Waits_until_the_time_is_over()
    {
        var hello = await Awaitable(counter: 0, maxAwaitMs: 10_000);
        var timers = _clock.WaitingTimers;
        var reply = _client.RunAsync(hello);
        await Until(() => _clock.WaitingTimers > timers);
        Assert.False(reply.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(0L, (await reply)["topologyVersion"].AsDocument["counter"].AsInt64);
    }

    [Fact]
    public async Task A_change_answers_those_who_wait()
    {
        var hello = await Awaitable(counter: 0, maxAwaitMs: 10_000);
        var timers = _clock.WaitingTimers;
        var reply = _client.RunAsync(hello);
        await Until(() => _clock.WaitingTimers > timers);
        _server.Wire.Topology.Change();

        Assert.Equal(1L, (await reply)["topologyVersion"].AsDocument["counter"].AsInt64);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static BsonDocument Speculation(TestScram scram)
    {
        var speculation = new BsonDocumentBuilder();
        foreach (var element in scram.Start("admin"))
        {
            speculation.Add(element.NameEquals("$db"u8) ? "db" : element.Name, element.Value);
        }

        return speculation.ToDocument();
    }

    private static async Task Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Yield();
        }
    }

    private async Task<BsonDocument> Awaitable(long counter, int maxAwaitMs)
    {
        var hello = await _client.RunAsync("""{ "hello": 1 }""");
        return new BsonDocumentBuilder
        {
            { "hello", 1 },
            {
                "topologyVersion", new BsonDocumentBuilder
                {
                    { "processId", hello["topologyVersion"].AsDocument["processId"] }, { "counter", counter },
                }.ToDocument()
            },
            { "maxAwaitTimeMS", maxAwaitMs },
        }.ToDocument();
    }
}
