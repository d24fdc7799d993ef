using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Reliability;

public class OpMessageErrorTests
{
    private static readonly byte[] Ping = ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }""").Span.ToArray();
    private static readonly BsonDocument Insert =
        ExtendedJson.Parse("""{ "insert": "c", "a": {"b": 1}, "$db": "t" }""");
    private static readonly BsonDocument One = ExtendedJson.Parse("""{ "_id": 1 }""");

    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public Task F3_no_body() => GoesOnAfter(ErrorCode.Location40587, []);

    [Fact]
    public Task F3_a_sequence_without_a_body() =>
        GoesOnAfter(ErrorCode.Location40587, TestMessage.Sequence("documents", One));

    [Fact]
    public Task F3_two_bodies() => GoesOnAfter(ErrorCode.Location40430, [0, .. Ping, 0, .. Ping]);

    [Fact]
    public Task F3_two_sequences_of_one_name() => GoesOnAfter(
        ErrorCode.Location40431,
        [0, .. Insert.Span, .. TestMessage.Sequence("d", One), .. TestMessage.Sequence("d", One)]);

    [Theory]
    [InlineData("insert")]
    [InlineData("a")]
    [InlineData("a.b")]
    [InlineData("x.y")]
    public Task F3_a_sequence_named_like_a_field_or_with_a_dot(string name) =>
        GoesOnAfter(ErrorCode.Location40433, [0, .. Insert.Span, .. TestMessage.Sequence(name, One)]);

    [Fact]
    public Task F3_three_sequences() => GoesOnAfter(
        ErrorCode.TooManyDocumentSequences,
        [
            0, .. Insert.Span, .. TestMessage.Sequence("x", One), .. TestMessage.Sequence("y", One),
            .. TestMessage.Sequence("z", One),
        ]);

    [Theory]
    [InlineData("FFFFFFFF 64 00")]
    [InlineData("00000000 64 00")]
    [InlineData("04000000 64 00")]
    [InlineData("07000000 64 00")]
    [InlineData("06000000 64 64")]
    [InlineData("FFFFFF7F 64 00")]
    [InlineData("0B000000 64 00 04000000 00")]
    [InlineData("0B000000 64 00 06000000 00")]
    [InlineData("0B000000 64 00 05000000 01")]
    [InlineData("00")]
    public Task F3_a_sequence_that_does_not_fit(string sequence) =>
        GoesOnAfter(ErrorCode.InvalidBSON, [0, .. Insert.Span, 1, .. HexBytes.Parse(sequence)]);

    [Theory]
    [InlineData("04000000 00")]
    [InlineData("FFFFFFFF 00")]
    [InlineData("06000000 00")]
    [InlineData("05000000 01")]
    [InlineData("0500")]
    [InlineData("0F000000 99 00000000000000000000")]
    [InlineData("0E000000 02 6100 02000000 C0 00 00")]
    public Task F3_a_body_that_is_no_document(string body) =>
        GoesOnAfter(ErrorCode.InvalidBSON, [0, .. HexBytes.Parse(body)]);

    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    public async Task F3_an_unknown_kind_of_section_is_told_and_closes(int kind)
    {
        await SendAsync(0, [(byte)kind, .. Ping]);

        Assert.Equal(ErrorCode.Location40432, (await _client.ReceiveAsync()).Reply.Error);
        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(15)]
    public async Task F3_an_unknown_required_flag_is_told_and_closes(int bit)
    {
        await SendAsync(1u << bit, [0, .. Ping]);

        Assert.Equal(ErrorCode.IllegalOpMsgFlag, (await _client.ReceiveAsync()).Reply.Error);
        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(24)]
    [InlineData(31)]
    public async Task F3_an_unknown_optional_flag_is_ignored(int bit)
    {
        await SendAsync(1u << bit, [0, .. Ping]);

        Assert.True((await _client.ReceiveAsync()).Reply.IsOk);
    }

    [Fact]
    public async Task F3_a_wrong_checksum_is_told_and_closes()
    {
        await SendAsync(1, [0, .. Ping, 1, 2, 3, 4]);

        Assert.Equal(ErrorCode.ChecksumMismatch, (await _client.ReceiveAsync()).Reply.Error);
        Assert.Null(await _client.TryReceiveAsync());
    }

    [Fact]
    public async Task F3_a_checksum_that_is_not_there_is_told_and_closes()
    {
        await SendAsync(1, []);

        Assert.Equal(ErrorCode.ChecksumMismatch, (await _client.ReceiveAsync()).Reply.Error);
        Assert.Null(await _client.TryReceiveAsync());
    }

    [Theory]
    [InlineData("""{ "ping": 1 }""", ErrorCode.Location40571, "OP_MSG requests require a $db argument")]
    [InlineData("""{ "ping": 1, "$db": "" }""", ErrorCode.InvalidNamespace, "Invalid database name: ''")]
    [InlineData("""{ "ping": 1, "$db": "a.b" }""", ErrorCode.InvalidNamespace, "Invalid database name: 'a.b'")]
    [InlineData("""{ "ping": 1, "$db": 5 }""", ErrorCode.Location13111, "wrong type for field ($db) Int32 != string")]
    [InlineData("""{ "$db": "admin" }""", ErrorCode.CommandNotFound, "no such command: '$db'")]
    public async Task F3_a_database_that_is_none(string body, ErrorCode code, string message)
    {
        await SendAsync(0, [0, .. ExtendedJson.Parse(body).Span]);
        var reply = (await _client.ReceiveAsync()).Reply;

        Assert.Equal((code, message), (reply.Error, reply.Message));
        Assert.Equal(code.ToString(), reply.ErrorName);
    }

    [Fact]
    public async Task F3_nesting_beyond_200_levels_is_refused_and_never_overflows()
    {
        var deep = BsonDocument.Empty;
        for (var depth = 0; depth < 100_000; depth += 1000)
        {
            deep = Nest(deep, 1000);
        }

        await SendAsync(0, [0, .. deep.Span]);

        Assert.Equal(ErrorCode.InvalidBSON, (await _client.ReceiveAsync()).Reply.Error);
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    // Outer documents are written around inner bytes at once: level by level would copy them a hundred thousand times.
    private static BsonDocument Nest(BsonDocument inner, int levels)
    {
        var bytes = new byte[(levels * 8) + inner.Length];
        inner.Span.CopyTo(bytes.AsSpan(levels * 7));
        for (var level = 0; level < levels; level++)
        {
            var length = bytes.Length - (level * 8);
            BitConverter.TryWriteBytes(bytes.AsSpan(level * 7), length);
            bytes[(level * 7) + 4] = 3;
            bytes[(level * 7) + 5] = (byte)'a';
        }

        return new BsonDocument(bytes);
    }

    private Task SendAsync(uint flags, byte[] sections) => _client.SendAsync(
        TestMessage.Message(3, TestMessage.OpMsg, [.. BitConverter.GetBytes(flags), .. sections]));

    private async Task GoesOnAfter(ErrorCode code, byte[] sections)
    {
        await SendAsync(0, sections);
        var message = await _client.ReceiveAsync();

        Assert.Equal((code, 3), (message.Reply.Error, message.ResponseTo));
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }
}
