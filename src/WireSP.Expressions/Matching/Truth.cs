using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// The language's truth: false, null, missing, undefined and zero are false, everything else is true.
/// </summary>
internal static class Truth
{
    public static bool Of(in BsonValue value) => value.Type switch
    {
        BsonType.Boolean or BsonType.Int32 or BsonType.Int64 => value.Payload != 0,
        BsonType.Double => value.AsDouble != 0,
        BsonType.Decimal128 => !value.AsDecimal128.IsZero,
        _ => !value.IsNullish,
    };
}
