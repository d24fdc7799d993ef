using System.Buffers;
using System.IO.Pipelines;
using WireSP.Bson;
using WireSP.Wire.Compression;
using WireSP.Wire.Framing;

namespace WireSP.Wire.Connections;

/// <summary>Writes the replies of one connection; appends <c>ok: 1.0</c> where a reply has none.</summary>
internal sealed class ReplySender(PipeWriter output)
{
    // Flags and the kind byte of the only section.
    private const int MessagePrefixSizeBytes = 5;
    private const int PrefixSizeBytesMax = WireLimits.HeaderSizeBytes + OpReply.PrefixSizeBytes;

    private int _lastRequestId;
    private ArrayBufferWriter<byte>? _plain;

    /// <summary>
    /// The element <c>ok: 1.0</c> and the end of the document. A double, because clients differ in what else they take.
    /// </summary>
    private static ReadOnlySpan<byte> OkAndEnd => [0x01, (byte)'o', (byte)'k', 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0];

    /// <summary>Bytes that were written and not yet handed to the socket.</summary>
    public long UnflushedBytes { get; private set; }

    /// <summary>Writes an OP_MSG, compressed when the request was.</summary>
    /// <returns>The reply's own id.</returns>
    public int SendMessage(int responseTo, BsonDocument reply, OpMessageFlags flags, ICompressor? compressor)
    {
        if (compressor is not null)
        {
            return SendCompressed(responseTo, reply, flags, compressor);
        }

        var hasOk = HasOk(reply);
        var length = WireLimits.HeaderSizeBytes + MessagePrefixSizeBytes + Length(reply, hasOk);
        var header = NextHeader(length, responseTo, OpCode.Message);
        Span<byte> prefix = stackalloc byte[WireLimits.HeaderSizeBytes + MessagePrefixSizeBytes];
        header.Write(prefix);
        WriteMessagePrefix(prefix[WireLimits.HeaderSizeBytes..], flags);
        Write(output, prefix, reply, hasOk);
        UnflushedBytes += length;
        return header.RequestId;
    }

    /// <summary>Writes an OP_REPLY.</summary>
    /// <returns>The reply's own id.</returns>
    public int SendReply(int responseTo, BsonDocument reply)
    {
        var hasOk = HasOk(reply);
        var length = PrefixSizeBytesMax + Length(reply, hasOk);
        var header = NextHeader(length, responseTo, OpCode.Reply);
        Span<byte> prefix = stackalloc byte[PrefixSizeBytesMax];
        header.Write(prefix);
        OpReply.WritePrefix(prefix[WireLimits.HeaderSizeBytes..]);
        Write(output, prefix, reply, hasOk);
        UnflushedBytes += length;
        return header.RequestId;
    }

    /// <summary>Hands what was written to the socket.</summary>
    public ValueTask<FlushResult> FlushAsync()
    {
        UnflushedBytes = 0;
        return output.FlushAsync();
    }

    private static bool HasOk(BsonDocument reply) => reply.TryGetValue("ok"u8, out _);

    private static int Length(BsonDocument reply, bool hasOk) =>
        reply.Length + (hasOk ? 0 : OkAndEnd.Length - 1);

    private static void WriteMessagePrefix(Span<byte> destination, OpMessageFlags flags)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)flags);
        destination[4] = 0;
    }

    private static void Write(IBufferWriter<byte> writer, ReadOnlySpan<byte> prefix, BsonDocument reply, bool hasOk)
    {
        if (hasOk)
        {
            // Prefix and a small reply lie in one piece, which is one copy each and no further call.
            var whole = prefix.Length + reply.Length;
            if (whole <= 4096)
            {
                var span = writer.GetSpan(whole);
                prefix.CopyTo(span);
                reply.Span.CopyTo(span[prefix.Length..]);
                writer.Advance(whole);
                return;
            }

            writer.Write(prefix);
            writer.Write(reply.Span);
            return;
        }

        Span<byte> length = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(length, Length(reply, hasOk: false));
        writer.Write(prefix);
        writer.Write(length);
        writer.Write(reply.Span[4..^1]);
        writer.Write(OkAndEnd);
    }

    private int SendCompressed(int responseTo, BsonDocument reply, OpMessageFlags flags, ICompressor compressor)
    {
        var plain = _plain ??= new ArrayBufferWriter<byte>();
        plain.ResetWrittenCount();
        Span<byte> prefix = stackalloc byte[MessagePrefixSizeBytes];
        WriteMessagePrefix(prefix, flags);
        Write(plain, prefix, reply, HasOk(reply));

        var rented = ArrayPool<byte>.Shared.Rent(
            OpCompressed.PayloadOffset + compressor.CompressedSizeBytesMax(plain.WrittenCount));
        try
        {
            var compressedLength = compressor.Compress(plain.WrittenSpan, rented.AsSpan(OpCompressed.PayloadOffset));
            var length = OpCompressed.PayloadOffset + compressedLength;
            var header = NextHeader(length, responseTo, OpCode.Compressed);
            header.Write(rented);
            new OpCompressed(OpCode.Message, plain.WrittenCount, compressor.Id)
                .Write(rented.AsSpan(WireLimits.HeaderSizeBytes));
            output.Write(rented.AsSpan(0, length));
            UnflushedBytes += length;
            return header.RequestId;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
            if (plain.Capacity > WireLimits.UnflushedReplyBytesMax)
            {
                _plain = null;
            }
        }
    }

    private MessageHeader NextHeader(int length, int responseTo, OpCode opCode) =>
        new(length, ++_lastRequestId, responseTo, opCode);
}
