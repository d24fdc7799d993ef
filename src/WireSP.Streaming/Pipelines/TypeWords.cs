using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>Words for BSON types in messages, as the language's <c>$type</c> has them.</summary>
internal static class TypeWords
{
    public static string Of(BsonType type) => type switch
    {
        BsonType.Document => "object",
        BsonType.Array => "array",
        BsonType.Binary => "binData",
        BsonType.ObjectId => "objectId",
        BsonType.Boolean => "bool",
        BsonType.DateTime => "date",
        BsonType.RegularExpression => "regex",
        BsonType.Int32 => "int",
        BsonType.Int64 => "long",
        BsonType.Decimal128 => "decimal",
        _ => type.ToString().ToLowerInvariant(),
    };
}
