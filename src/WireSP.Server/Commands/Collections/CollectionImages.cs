using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Reads <c>changeStreamPreAndPostImages: {enabled: bool}</c>.</summary>
internal static class CollectionImages
{
    private const string Field = "changeStreamPreAndPostImages";

    private static readonly string[] Known = ["enabled"];

    /// <summary>The option as a collection's options hold it; an empty document when it is off or not there.</summary>
    /// <exception cref="MongoCommandException">It is malformed.</exception>
    public static BsonDocument Read(CommandRequest request)
    {
        if (new CommandArguments(request).Document(Field) is not { } images)
        {
            return BsonDocument.Empty;
        }

        StatementFieldRules.Check($"{request.Name}.{Field}", images, Known);
        var enabled = images["enabled"];
        if (enabled.Type != BsonType.Boolean)
        {
            throw enabled.IsMissing
                ? CommandErrors.MissingField($"{request.Name}.{Field}", "enabled")
                : CommandErrors.WrongType($"{request.Name}.{Field}.enabled", enabled.Type, BsonType.Boolean);
        }

        return enabled.AsBoolean
            ? new BsonDocumentBuilder { { Field, images } }.ToDocument()
            : BsonDocument.Empty;
    }
}
