using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to object id.</summary>
internal static class ToObjectIds
{
    public static BsonValue Convert(in BsonValue value)
    {
        if (value.Type == BsonType.ObjectId)
        {
            return value;
        }

        if (value.Type != BsonType.String)
        {
            throw Conversion.Unsupported(value, BsonType.ObjectId);
        }

        return ObjectId.TryParse(value.AsString, out var id)
            ? id
            : throw Conversion.NotParsed(value, BsonType.ObjectId);
    }
}
