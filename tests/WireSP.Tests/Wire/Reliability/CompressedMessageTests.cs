using System.IO.Compression;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;
using WireSP.Wire.Compression;

namespace WireSP.Tests.Wire.Reliability;

public class CompressedMessageTests
{
    private static readonly BsonDocument Ping = ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }""");
    private static readonly byte[] PingBody = TestMessage.Command(1, Ping)[16..];

    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData("snappy")]
    [InlineData("zlib")]
    [InlineData("zstd")]
    public async Task F4_a_compressed_request_gets_a_compressed_reply(string name)
    {
        if (!Compressors.Available.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var compressor))
        {
            return;
        }

        await AgreeAsync(_client, name);
        await _client.SendAsync(
            TestMessage.Compressed(9, compressor.Id, PingBody.Length, Compress(compressor, PingBody)));
        var message = await _client.ReceiveAsync();

        Assert.Equal((TestMessage.OpCompressed, 9), (message.OpCode, message.ResponseTo));
        var plain = new byte[BitConverter.ToInt32(message.Bytes, 20)];
        compressor.Decompress(message.Bytes.AsSpan(25), plain);
        Assert.True(new TestReply(new BsonDocument(plain, 5, plain.Length - 5)).IsOk);
        Assert.Equal(compressor.Id, message.Bytes[24]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(1000)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(47_999_984)]
    public async Task F4_a_size_that_is_not_exact_closes_the_connection(int difference)
    {
        foreach (var name in (string[])["snappy", "zlib", "zstd"])
        {
            var client = TestServer.Connect();
            if (!Compressors.Available.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var compressor))
            {
                continue;
            }

            await AgreeAsync(client, name);
            await client.SendAsync(TestMessage.Compressed(
                1, compressor.Id, unchecked(PingBody.Length + difference), Compress(compressor, PingBody)));

            Assert.Null(await client.TryReceiveAsync());
        }
    }

    [Theory]
    [InlineData("snappy")]
    [InlineData("zlib")]
    [InlineData("zstd")]
    public async Task F4_bytes_behind_the_compressed_ones_close_the_connection(string name)
    {
        if (!Compressors.Available.TryFind(System.Text.Encoding.UTF8.GetBytes(name), out var compressor))
        {
            return;
        }

        await AgreeAsync(_client, name);
        await _client.SendAsync(TestMessage.Compressed(
            1, compressor.Id, PingBody.Length, [.. Compress(compressor, PingBody), 0, 1, 2, 3]));

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(77)]
    public async Task F4_a_compressor_that_was_not_agreed_on_closes_the_connection(byte id)
    {
        await AgreeAsync(_client, "zlib");
        await _client.SendAsync(TestMessage.Compressed(1, id, PingBody.Length, PingBody));

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData(2012)]
    [InlineData(2002)]
    [InlineData(1)]
    public async Task F4_only_messages_and_queries_may_be_inside(int opCode)
    {
        await AgreeAsync(_client, "zlib");
        var message = TestMessage.Compressed(1, 2, PingBody.Length, Zlib(PingBody));
        BitConverter.TryWriteBytes(message.AsSpan(16), opCode);
        await _client.SendAsync(message);

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(48_000_000)]
    public async Task F4_a_claimed_size_outside_the_limits_closes_the_connection(int size)
    {
        await AgreeAsync(_client, "zlib");
        await _client.SendAsync(TestMessage.Compressed(1, 2, size, Zlib(PingBody)));

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Fact]
    public async Task F4_no_byte_of_another_client_comes_back()
    {
        await using var server = new TestServer(new WireServerOptions());
        var canary = server.Connect();
        await AgreeAsync(canary, "zlib");
        var secret = ExtendedJson.Parse($$"""{ "ping": 1, "comment": "{{new string('S', 3000)}}", "$db": "admin" }""");
        var body = TestMessage.Command(1, secret)[16..];
        await canary.SendAsync(TestMessage.Compressed(1, 2, body.Length, Zlib(body)));
        _ = await canary.ReceiveAsync();

        // The document claims the whole room of which the data fills little: the rest would be the other client's.
        byte[] lie = [0, 0, 0, 0, 0, .. BitConverter.GetBytes(3000), 2, (byte)'p', 0, 0xF0, 0x0B, 0, 0, (byte)'x'];
        var client = server.Connect();
        await AgreeAsync(client, "zlib");
        await client.SendAsync(TestMessage.Compressed(1, 2, 3005, Zlib(lie)));

        Assert.Null(await client.TryReceiveAsync());
    }

    [Fact]
    public async Task F5_a_bomb_stops_at_the_claimed_size()
    {
        await AgreeAsync(_client, "zlib");
        await _client.SendAsync(TestMessage.Compressed(1, 2, 1000, Zlib(new byte[40_000_000])));

        Assert.Null(await _client.TryReceiveAsync());
    }

    [Fact]
    public async Task F5_before_authentication_a_bomb_is_over_the_limit_whatever_it_claims()
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        await AgreeAsync(client, "zlib");
        await client.SendAsync(TestMessage.Compressed(1, 2, 40_000_000, Zlib(new byte[40_000_000])));

        Assert.Null(await client.TryReceiveAsync());
    }

    [Fact]
    public async Task F5_before_authentication_only_what_needs_none_is_answered()
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        await AgreeAsync(client, "zlib");
        await client.SendAsync(TestMessage.Compressed(1, 2, PingBody.Length, Zlib(PingBody)));
        Assert.Equal(TestMessage.OpCompressed, (await client.ReceiveAsync()).OpCode);

        var list = TestMessage.Command(1, ExtendedJson.Parse("""{ "listDatabases": 1, "$db": "admin" }"""))[16..];
        await client.SendAsync(TestMessage.Compressed(1, 2, list.Length, Zlib(list)));
        Assert.Equal(ErrorCode.Unauthorized, Inflate(await client.ReceiveAsync()).Error);

        var sasl = TestMessage.Command(1, new TestScram("SCRAM-SHA-256", "admin", "x").Start("admin"))[16..];
        await client.SendAsync(TestMessage.Compressed(1, 2, sasl.Length, Zlib(sasl)));
        Assert.Equal(ErrorCode.ProtocolError, Inflate(await client.ReceiveAsync()).Error);
        Assert.Null(await client.TryReceiveAsync());
    }

    private static async Task AgreeAsync(TestClient client, string name) =>
        Assert.Equal(name, (await client.RunAsync($$"""{ "hello": 1, "compression": ["{{name}}"] }"""))["compression"]
            .AsArray[0].AsString);

    private static byte[] Zlib(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var deflater = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(bytes);
        }

        return output.ToArray();
    }

    private static byte[] Compress(ICompressor compressor, byte[] bytes)
    {
        var room = new byte[compressor.CompressedSizeBytesMax(bytes.Length)];
        return room[..compressor.Compress(bytes, room)];
    }

    private static TestReply Inflate(TestMessage message)
    {
        var plain = new byte[BitConverter.ToInt32(message.Bytes, 20)];
        new ZlibCompressor().Decompress(message.Bytes.AsSpan(25), plain);
        return new TestReply(new BsonDocument(plain, 5, plain.Length - 5));
    }
}
