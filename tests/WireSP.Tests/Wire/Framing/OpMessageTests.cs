using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire.Framing;

namespace WireSP.Tests.Wire.Framing;

public class OpMessageTests
{
    private static readonly BsonDocument Body = ExtendedJson.Parse("""{ "insert": "c", "$db": "t" }""");
    private static readonly BsonDocument One = ExtendedJson.Parse("""{ "_id": 1 }""");
    private static readonly BsonDocument Two = ExtendedJson.Parse("""{ "_id": 2 }""");

    [Fact]
    public void A_lone_body_is_a_slice_of_the_message()
    {
        var bytes = TestMessage.Command(1, Body);
        var message = OpMessage.Parse(bytes, new BsonWriter());

        Assert.Same(bytes, message.Body.Buffer);
        Assert.Equal(Body.Span, message.Body.Span);
    }

    [Fact]
    public void Sequences_become_arrays_behind_the_body()
    {
        var bytes = TestMessage.Message(1, TestMessage.OpMsg,
        [
            0, 0, 0, 0, 0, .. Body.Span, .. TestMessage.Sequence("documents", One, Two),
            .. TestMessage.Sequence("empty"),
        ]);
        var message = OpMessage.Parse(bytes, new BsonWriter());

        Assert.Equal(
            ExtendedJson.Parse(
                """{ "insert": "c", "$db": "t", "documents": [{ "_id": 1 }, { "_id": 2 }], "empty": [] }""").Span,
            message.Body.Span);
    }

    [Fact]
    public void The_body_may_stand_behind_its_sequence()
    {
        var bytes = TestMessage.Message(
            1, TestMessage.OpMsg, [0, 0, 0, 0, .. TestMessage.Sequence("documents", One), 0, .. Body.Span]);

        Assert.Equal(1, OpMessage.Parse(bytes, new BsonWriter()).Body["documents"].AsArray.Count());
    }

    [Fact]
    public void A_right_checksum_is_taken()
    {
        byte[] bytes = [.. TestMessage.Command(1, Body, flags: 1), 0, 0, 0, 0];
        BitConverter.TryWriteBytes(bytes, bytes.Length);
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - 4), Crc32C.Compute(bytes.AsSpan(0, bytes.Length - 4)));

        Assert.Equal(Body.Span, OpMessage.Parse(bytes, new BsonWriter()).Body.Span);
    }

    [Fact]
    public void The_checksum_is_castagnolis() =>
        Assert.Equal(0xE3069283u, Crc32C.Compute("123456789"u8));
}
