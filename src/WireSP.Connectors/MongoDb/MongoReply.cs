using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>Reads fields of replies whose numbers come as any number type.</summary>
internal static class MongoReply
{
    /// <summary>A small number; 0 when there is none.</summary>
    public static int Int32(in BsonValue value) => (int)Int64(value);

    /// <summary>A number; 0 when there is none.</summary>
    public static long Int64(in BsonValue value) => value.Type switch
    {
        BsonType.Int32 => value.AsInt32,
        BsonType.Int64 => value.AsInt64,
        BsonType.Double => (long)value.AsDouble,
        _ => 0,
    };

    /// <summary>A text; empty when there is none.</summary>
    public static string Text(in BsonValue value) => value.Type == BsonType.String ? value.AsString : "";
}
