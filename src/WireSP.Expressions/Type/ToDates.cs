using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Conversions to date.</summary>
internal static class ToDates
{
    public static BsonValue Convert(in BsonValue value)
    {
        switch (value.Type)
        {
            case BsonType.DateTime:
                return value;
            case BsonType.Int64:
                return BsonValue.FromDateTimeMs(value.Payload);
            case BsonType.Double or BsonType.Decimal128:
                return BsonValue.FromDateTimeMs(ToIntegers.Truncate(value, BsonType.DateTime));
            case BsonType.ObjectId or BsonType.Timestamp:
                return BsonValue.FromDateTimeMs(DateOperands.Milliseconds("$convert", value));
            case BsonType.String when IsoDate.TryRead(value.Bytes, out var milliseconds):
                return BsonValue.FromDateTimeMs(milliseconds);
            case BsonType.String:
                return DateReader.TryRead(value.Bytes, out var fields)
                    ? BsonValue.FromDateTimeMs(fields.ToUtc(Zone.Utc))
                    : throw Conversion.NotParsed(value, BsonType.DateTime);
            default:
                throw Conversion.Unsupported(value, BsonType.DateTime);
        }
    }
}
