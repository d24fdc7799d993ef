using System.Buffers;
using WireSP.Bson;
using WireSP.TestKit;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Authentication;
using WireSP.Wire.Compression;
using WireSP.Wire.Framing;

namespace WireSP.Tests.Wire;

public class FixtureTests
{
    private const uint ExhaustAllowed = 1 << 16;
    private const uint MoreToCome = 1 << 1;

    /// <summary>Every recorded connection, as its folder below <c>protocol-fixtures</c>.</summary>
    public static TheoryData<string> Connections =>
    [
        .. Repository.Files("protocol-fixtures", "01-request.hex")
            .Select(path => Path.GetDirectoryName(Repository.Relative(path))!),
    ];

    [Fact]
    public void Every_client_has_fixtures() => Assert.Equal(
        ["libmongoc", "mongosh", "node", "pymongo"],
        Repository.Files("protocol-fixtures", "01-request.hex")
            .Select(path => Repository.Relative(path).Split('/')[1]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Connections))]
    public void Every_request_is_read_whole_and_waited_for_at_every_cut(string connection)
    {
        foreach (var path in Repository.Files(connection, "*-request.hex"))
        {
            var bytes = HexBytes.Parse(File.ReadAllText(path));
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                var part = new ReadOnlySequence<byte>(bytes, 0, cut);
                Assert.False(MessageFraming.TryRead(ref part, WireLimits.MessageSizeBytesMax, out _, out _));
            }

            var whole = new ReadOnlySequence<byte>(bytes);
            Assert.True(MessageFraming.TryRead(ref whole, WireLimits.MessageSizeBytesMax, out var header, out _), path);
            Assert.True(whole.IsEmpty);
            BsonValidator.Validate(Body(header, bytes).Span);
        }
    }

    [Theory]
    [MemberData(nameof(Connections))]
    public async Task Every_conversation_gets_the_replies_that_were_recorded(string connection)
    {
        await using var server = Server(connection);
        var client = server.Connect();
        foreach (var path in Repository.Files(connection, "*-request.hex"))
        {
            var request = HexBytes.Parse(await File.ReadAllTextAsync(path));
            var body = Body(MessageHeader.Read(request), request);
            if (IsBeyondReplay(server, body))
            {
                break;
            }

            await client.SendAsync(request);
            var replyPath = path.Replace("-request", "-reply", StringComparison.Ordinal);
            if (File.Exists(replyPath))
            {
                var recorded = TestMessage.Parse(HexBytes.Parse(await File.ReadAllTextAsync(replyPath)));
                AssertSame(recorded, await client.ReceiveAsync(), path);
            }

            if (IsStreamOfReplies(request))
            {
                break;
            }
        }
    }

    [Theory]
    [InlineData("mongosh/scram-sha-256/connection-2")]
    [InlineData("node/commands/connection-2")]
    [InlineData("pymongo/zlib/connection-3")]
    [InlineData("libmongoc/snappy/connection-1")]
    public async Task A_client_that_goes_away_at_any_byte_leaves_nothing_behind(string connection)
    {
        var folder = $"protocol-fixtures/{connection}";
        await using var server = Server(folder);
        var conversation = Repository.Files(folder, "*-request.hex")
            .SelectMany(path => HexBytes.Parse(File.ReadAllText(path))).ToArray();
        for (var cut = 0; cut <= conversation.Length; cut++)
        {
            var client = server.Connect();
            await client.SendAsync(conversation.AsMemory(0, cut));
            client.Close();
            await client.WaitForEndAsync();
        }

        Assert.Equal(0, server.Wire.ConnectionCount);
    }

    private static TestServer Server(string connection)
    {
        var hasUsers = connection.Contains("scram", StringComparison.Ordinal)
            || connection.Contains("unauthenticated", StringComparison.Ordinal);
        var users = hasUsers ? new UserStore(new UserCredentials("u", "admin", [], [])) : new UserStore();
        return new TestServer(new WireServerOptions { Users = users });
    }

    private static BsonDocument Body(MessageHeader header, byte[] bytes)
    {
        if (header.OpCode == OpCode.Query)
        {
            return OpQuery.Parse(bytes).Body;
        }

        if (header.OpCode != OpCode.Compressed)
        {
            return OpMessage.Parse(bytes, new BsonWriter()).Body;
        }

        var compressed = OpCompressed.Parse(bytes, WireLimits.MessageSizeBytesMax);
        var plain = new byte[WireLimits.HeaderSizeBytes + compressed.UncompressedSizeBytes];
        Assert.True(Compressors.Available.TryFind(compressed.CompressorId, (CompressorIds)~0, out var compressor));
        compressor.Decompress(bytes.AsSpan(OpCompressed.PayloadOffset), plain.AsSpan(WireLimits.HeaderSizeBytes));
        return OpMessage.Parse(plain, new BsonWriter()).Body;
    }

    // A login cannot be replayed, since the server's nonce is another; stream commands belong to the host.
    private static bool IsBeyondReplay(TestServer server, BsonDocument body)
    {
        foreach (var element in body)
        {
            return element.NameEquals("saslContinue"u8)
                || (element.Name != "insert" && !server.Wire.Commands.TryFind(element.Name, out _)
                    && element.Name != "atlasVersion");
        }

        return false;
    }

    private static bool IsStreamOfReplies(byte[] request)
    {
        var message = TestMessage.Parse(request);
        return message.OpCode == TestMessage.OpMsg && (message.Flags & (ExhaustAllowed | MoreToCome)) == ExhaustAllowed;
    }

    private static void AssertSame(TestMessage recorded, TestMessage answered, string path)
    {
        Assert.True(
            (recorded.OpCode, recorded.ResponseTo) == (answered.OpCode, answered.ResponseTo),
            $"{path}: {answered.OpCode} to {answered.ResponseTo}");
        if (recorded.OpCode != TestMessage.OpCompressed)
        {
            Assert.Equal(Shape(recorded.Reply), Shape(answered.Reply));
        }
    }

    private static string Shape(TestReply reply)
    {
        var names = new List<string>();
        foreach (var element in reply.Document)
        {
            names.Add($"{element.Name}: {element.Type}");
        }

        return $"{reply.Error?.ToString() ?? "ok"} {{ {string.Join(", ", names)} }}";
    }
}
