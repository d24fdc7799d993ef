using System.Buffers;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Framing;

namespace WireSP.Tests.Wire.Framing;

public class MessageFramingTests
{
    private static readonly byte[] Ping =
        TestMessage.Command(7, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }"""));

    [Fact]
    public void A_message_is_taken_only_when_it_is_whole()
    {
        for (var length = 0; length < Ping.Length; length++)
        {
            var input = new ReadOnlySequence<byte>(Ping, 0, length);
            Assert.False(MessageFraming.TryRead(ref input, WireLimits.MessageSizeBytesMax, out _, out _));
            Assert.Equal(length, input.Length);
        }

        var whole = new ReadOnlySequence<byte>([.. Ping, 1, 2, 3]);
        Assert.True(MessageFraming.TryRead(ref whole, WireLimits.MessageSizeBytesMax, out var header, out var message));
        Assert.Equal(new MessageHeader(Ping.Length, 7, 0, OpCode.Message), header);
        Assert.Equal(Ping, message.ToArray());
        Assert.Equal(3, whole.Length);
    }

    [Fact]
    public void A_message_in_pieces_of_one_byte_is_the_same_message()
    {
        var input = Pieces(Ping);

        Assert.True(MessageFraming.TryRead(ref input, WireLimits.MessageSizeBytesMax, out var header, out var message));
        Assert.Equal(7, header.RequestId);
        Assert.Equal(Ping, message.ToArray());
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(WireLimits.MessageSizeBytesMax + 1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_length_is_refused_with_the_header(int length)
    {
        var input = new ReadOnlySequence<byte>(TestMessage.Header(length, 1, TestMessage.OpMsg));

        Assert.Throws<WireProtocolException>(
            () => MessageFraming.TryRead(ref input, WireLimits.MessageSizeBytesMax, out _, out _));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(WireLimits.MessageSizeBytesMax)]
    public void A_length_at_the_limit_is_waited_for(int length)
    {
        var input = new ReadOnlySequence<byte>(TestMessage.Header(length, 1, TestMessage.OpMsg)[..15]);

        Assert.False(MessageFraming.TryRead(ref input, WireLimits.MessageSizeBytesMax, out _, out _));
    }

    private static ReadOnlySequence<byte> Pieces(byte[] bytes)
    {
        var first = new Piece(bytes.AsMemory(0, 1), 0);
        var last = first;
        for (var index = 1; index < bytes.Length; index++)
        {
            last = last.Append(bytes.AsMemory(index, 1));
        }

        return new ReadOnlySequence<byte>(first, 0, last, 1);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, long runningIndex)
        {
            Memory = memory;
            RunningIndex = runningIndex;
        }

        public Piece Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Piece(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
