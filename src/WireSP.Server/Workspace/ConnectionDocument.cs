using System.Buffers;
using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>Reads what every connection has, whatever its type: a name and a type.</summary>
internal static class ConnectionDocument
{
    private const int NameLengthMax = 128;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-*_");

    /// <summary>The definition that a registry document states.</summary>
    /// <exception cref="FormatException">Name or type are missing or not allowed.</exception>
    public static ConnectionDefinition Read(BsonDocument document)
    {
        var name = ReadText(document, "name");
        CheckName(name);
        return new ConnectionDefinition(name, ReadText(document, "type"), document);
    }

    /// <summary>Refuses names that the registry cannot hold.</summary>
    /// <exception cref="FormatException">The name is not allowed.</exception>
    public static void CheckName(string name)
    {
        if (name.Length is 0 or > NameLengthMax || name.AsSpan().ContainsAnyExcept(NameCharacters)
            || !name.AsSpan().ContainsAnyExcept('.'))
        {
            throw new FormatException(
                $"a connection name has 1 to {NameLengthMax} letters, digits and . - * _ and is not dots only");
        }
    }

    private static string ReadText(BsonDocument document, string key)
    {
        var value = document[key];
        return value.Type == BsonType.String && value.Length > 0
            ? value.AsString
            : throw new FormatException($"a connection needs a '{key}' that is a string");
    }
}
