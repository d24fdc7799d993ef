using System.Text.Json;
using WireSP.Bson;

namespace WireSP.Benchmarks.Codec;

/// <summary>JSON to BSON as one writes it first: the platform's reader, token by token.</summary>
internal static class PlainTranscoder
{
    private const int DepthMax = 64;

    /// <summary>Appends the document that a JSON object stands for.</summary>
    public static void Write(ReadOnlySpan<byte> json, BsonWriter writer)
    {
        var reader = new Utf8JsonReader(json);
        Span<int> starts = stackalloc int[DepthMax];
        Span<int> indexes = stackalloc int[DepthMax];
        Span<byte> name = stackalloc byte[256];
        var nameLength = 0;
        var depth = -1;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    nameLength = reader.CopyString(name);
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    writer.End(starts[depth--]);
                    continue;
            }

            if (depth >= 0 && indexes[depth] >= 0)
            {
                _ = System.Buffers.Text.Utf8Formatter.TryFormat(indexes[depth]++, name, out nameLength);
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                var isArray = reader.TokenType == JsonTokenType.StartArray;
                var key = name[..nameLength];
                starts[depth + 1] = depth < 0 ? writer.BeginDocument()
                    : isArray ? writer.BeginArray(key) : writer.BeginDocument(key);
                indexes[++depth] = isArray ? 0 : -1;
            }
            else
            {
                WriteScalar(ref reader, name[..nameLength], writer);
            }
        }
    }

    private static void WriteScalar(ref Utf8JsonReader reader, scoped ReadOnlySpan<byte> name, BsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                writer.WriteHeader(BsonType.String, name);
                WriteText(ref reader, writer);
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var integer):
                if (integer is >= int.MinValue and <= int.MaxValue)
                {
                    writer.WriteInt32(name, (int)integer);
                }
                else
                {
                    writer.WriteInt64(name, integer);
                }

                break;
            case JsonTokenType.Number:
                writer.WriteDouble(name, reader.GetDouble());
                break;
            case JsonTokenType.True or JsonTokenType.False:
                writer.WriteBoolean(name, reader.TokenType == JsonTokenType.True);
                break;
            default:
                writer.WriteNull(name);
                break;
        }
    }

    private static void WriteText(ref Utf8JsonReader reader, BsonWriter writer)
    {
        var lengthAt = writer.Position;
        writer.WriteRawInt32(0);
        var length = reader.CopyString(writer.GetSpan(reader.ValueSpan.Length + 1));
        writer.Advance(length);
        writer.WriteRaw([0]);
        writer.PatchInt32(lengthAt, length + 1);
    }
}
