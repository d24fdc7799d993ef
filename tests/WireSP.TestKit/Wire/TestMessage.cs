using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.TestKit.Wire;

/// <summary>One message as it is on the wire, either way.</summary>
/// <param name="Bytes">The whole message.</param>
public sealed record TestMessage(byte[] Bytes)
{
    /// <summary>Opcode of OP_REPLY.</summary>
    public const int OpReply = 1;

    /// <summary>Opcode of OP_QUERY.</summary>
    public const int OpQuery = 2004;

    /// <summary>Opcode of OP_COMPRESSED.</summary>
    public const int OpCompressed = 2012;

    /// <summary>Opcode of OP_MSG.</summary>
    public const int OpMsg = 2013;

    private const int HeaderSizeBytes = 16;

    /// <summary>The sender's number of the message.</summary>
    public int RequestId => Int32(4);

    /// <summary>The request that the message answers.</summary>
    public int ResponseTo => Int32(8);

    /// <summary>The kind of message.</summary>
    public int OpCode => Int32(12);

    /// <summary>Flag bits of an OP_MSG, or response flags of an OP_REPLY.</summary>
    public uint Flags => (uint)Int32(16);

    /// <summary>The document of an OP_MSG or OP_REPLY.</summary>
    public TestReply Reply
    {
        get
        {
            var offset = OpCode == OpReply ? HeaderSizeBytes + 20 : HeaderSizeBytes + 5;
            return new TestReply(new BsonDocument(Bytes, offset, Bytes.Length - offset));
        }
    }

    /// <summary>Takes a message as received.</summary>
    public static TestMessage Parse(byte[] bytes) => new(bytes);

    /// <summary>An OP_MSG with one body.</summary>
    public static byte[] Command(int requestId, BsonDocument body, uint flags = 0) =>
        Message(requestId, OpMsg, [.. BitConverter.GetBytes(flags), 0, .. body.Span]);

    /// <summary>An OP_MSG with one body and one document sequence.</summary>
    public static byte[] Command(int requestId, BsonDocument body, byte[] sequence) =>
        Message(requestId, OpMsg, [0, 0, 0, 0, 0, .. body.Span, .. sequence]);

    /// <summary>A section of kind 1.</summary>
    public static byte[] Sequence(string name, params BsonDocument[] documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        List<byte> bytes = [.. System.Text.Encoding.UTF8.GetBytes(name), 0];
        foreach (var document in documents)
        {
            bytes.AddRange(document.Span);
        }

        return [1, .. BitConverter.GetBytes(bytes.Count + 4), .. bytes];
    }

    /// <summary>An OP_QUERY on a database's commands.</summary>
    public static byte[] Query(int requestId, BsonDocument body, string collection = "admin.$cmd") => Message(
        requestId,
        OpQuery,
        [
            0, 0, 0, 0, .. System.Text.Encoding.UTF8.GetBytes(collection), 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF,
            .. body.Span,
        ]);

    /// <summary>An OP_COMPRESSED around compressed bytes.</summary>
    public static byte[] Compressed(int requestId, byte compressorId, int uncompressedSize, byte[] data) => Message(
        requestId,
        OpCompressed,
        [.. BitConverter.GetBytes(OpMsg), .. BitConverter.GetBytes(uncompressedSize), compressorId, .. data]);

    /// <summary>Any message.</summary>
    public static byte[] Message(int requestId, int opCode, byte[] body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Header(HeaderSizeBytes + body.Length, requestId, opCode, body);
    }

    /// <summary>A header that claims any length, and bytes after it.</summary>
    public static byte[] Header(int length, int requestId, int opCode, params byte[] after) =>
    [
        .. BitConverter.GetBytes(length), .. BitConverter.GetBytes(requestId), 0, 0, 0, 0,
        .. BitConverter.GetBytes(opCode), .. after,
    ];

    private int Int32(int offset) => BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(offset));
}
