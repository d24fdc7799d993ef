using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>The collection that a command names with its first field.</summary>
internal static class CollectionName
{
    /// <summary>The full name, <c>database.collection</c>.</summary>
    /// <exception cref="MongoCommandException">Not a string, or empty.</exception>
    public static string Read(CommandRequest request)
    {
        var argument = request.Argument;
        if (argument.Type != BsonType.String || argument.Length == 0)
        {
            throw new MongoCommandException(
                ErrorCode.InvalidNamespace, $"{request.Name} needs the name of a collection, found {argument.Type}");
        }

        return $"{request.Database}.{argument.AsString}";
    }
}
