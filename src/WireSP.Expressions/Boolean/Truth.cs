using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What counts as true: everything but false, zero, null, undefined and no value.</summary>
internal static class Truth
{
    public static bool Of(in BsonValue value) => value.Type switch
    {
        BsonType.Boolean or BsonType.Int32 or BsonType.Int64 => value.Payload != 0,
        BsonType.Double => value.AsDouble != 0,
        BsonType.Decimal128 => !value.AsDecimal128.IsZero,
        BsonType.Missing or BsonType.Null or BsonType.Undefined => false,
        _ => true,
    };
}
