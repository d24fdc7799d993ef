using System.Globalization;
using System.Text.Json;
using WireSP.Bson;

namespace WireSP.TestKit.Wire;

/// <summary>Documents for tests, written as JSON with the few typed forms that commands need.</summary>
public static class TestDocument
{
    /// <summary>Parses a document.</summary>
    public static BsonDocument Parse(string json)
    {
        using var parsed = JsonDocument.Parse(json);
        return Document(parsed.RootElement);
    }

    private static BsonDocument Document(JsonElement element)
    {
        var builder = new BsonDocumentBuilder();
        foreach (var property in element.EnumerateObject())
        {
            builder.Add(property.Name, Value(property.Value));
        }

        return builder.ToDocument();
    }

    private static BsonValue Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Null => BsonValue.Null,
        JsonValueKind.Number when element.TryGetInt32(out var number) => number,
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.Array => Array(element),
        _ => Typed(element) ?? Document(element),
    };

    private static BsonArray Array(JsonElement element)
    {
        var builder = new BsonArrayBuilder();
        foreach (var item in element.EnumerateArray())
        {
            builder.Add(Value(item));
        }

        return builder.ToArray();
    }

    private static BsonValue? Typed(JsonElement element)
    {
        foreach (var property in element.EnumerateObject())
        {
            return property.Name switch
            {
                "$numberInt" => int.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                "$numberLong" => long.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                "$numberDouble" => double.Parse(property.Value.GetString()!, CultureInfo.InvariantCulture),
                "$oid" when ObjectId.TryParse(property.Value.GetString(), out var id) => id,
                "$binary" => BsonValue.FromBinary(
                    property.Value.GetProperty("base64").GetBytesFromBase64(),
                    byte.Parse(
                        property.Value.GetProperty("subType").GetString()!,
                        NumberStyles.HexNumber,
                        CultureInfo.InvariantCulture)),
                _ => (BsonValue?)null,
            };
        }

        return null;
    }
}
