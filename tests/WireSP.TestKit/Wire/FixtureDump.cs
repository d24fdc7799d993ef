using System.Text;
using WireSP.Bson;

namespace WireSP.TestKit.Wire;

/// <summary>A message as a person reads it: what it is, its document, then its bytes sixteen in a line.</summary>
internal static class FixtureDump
{
    private const int BytesInLine = 16;

    /// <summary>Formats a message; what names the machine it was recorded on is written over.</summary>
    public static string Format(byte[] message, string client)
    {
        Anonymize(message);
        var text = new StringBuilder();
        var recorded = TestMessage.Parse(message);
        text.Append("# ").Append(client).Append(", ").Append(Name(recorded.OpCode));
        text.Append(", ").Append(message.Length).Append(" bytes\n");
        if (Body(recorded) is { } body)
        {
            text.Append("# ").Append(ExtendedJson.Format(body)).Append('\n');
        }

        for (var offset = 0; offset < message.Length; offset += BytesInLine)
        {
            AppendLine(text, message.AsSpan(offset, Math.Min(BytesInLine, message.Length - offset)));
        }

        return text.ToString();
    }

    private static void AppendLine(StringBuilder text, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            text.Append(value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)).Append(' ');
        }

        text.Append(' ', (BytesInLine - bytes.Length) * 3).Append(" # ");
        foreach (var value in bytes)
        {
            text.Append(value is >= 0x20 and < 0x7F ? (char)value : '.');
        }

        text.Append('\n');
    }

    private static string Name(int opCode) => opCode switch
    {
        TestMessage.OpReply => "OP_REPLY",
        TestMessage.OpQuery => "OP_QUERY",
        TestMessage.OpCompressed => "OP_COMPRESSED",
        TestMessage.OpMsg => "OP_MSG",
        _ => $"opcode {opCode}",
    };

    private static BsonDocument? Body(TestMessage message) => message.OpCode switch
    {
        TestMessage.OpQuery => QueryBody(message.Bytes),
        TestMessage.OpMsg when message.Bytes[20] == 0 =>
            Slice(message.Bytes, 21),
        TestMessage.OpReply => Slice(message.Bytes, 36),
        _ => null,
    };

    private static BsonDocument QueryBody(byte[] bytes) =>
        Slice(bytes, 20 + bytes.AsSpan(20).IndexOf((byte)0) + 1 + 8);

    private static BsonDocument Slice(byte[] bytes, int offset) =>
        new(bytes, offset, BitConverter.ToInt32(bytes, offset));

    // Clients tell the kernel and the container they run in; those say nothing to a test.
    private static void Anonymize(byte[] message)
    {
        if (TestMessage.Parse(message).OpCode is not TestMessage.OpQuery and not TestMessage.OpMsg
            || Body(TestMessage.Parse(message)) is not { } body
            || body["client"] is not { Type: BsonType.Document } metadata)
        {
            return;
        }

        if (metadata.AsDocument["os"] is { Type: BsonType.Document } system)
        {
            Overwrite(message, system.AsDocument["version"]);
        }

        if (metadata.AsDocument["env"] is { Type: BsonType.Document } environment)
        {
            Overwrite(message, environment);
        }
    }

    private static void Overwrite(byte[] message, BsonValue value)
    {
        if (value.Type == BsonType.Document)
        {
            foreach (var element in value.AsDocument)
            {
                Overwrite(message, element.Value);
            }
        }
        else if (value.Type == BsonType.String)
        {
            message.AsSpan(value.Offset, value.Length).Fill((byte)'0');
        }
    }
}
