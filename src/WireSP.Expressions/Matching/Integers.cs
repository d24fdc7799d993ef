using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Whole numbers out of values of any number type.</summary>
internal static class Integers
{
    private const double TwoTo63 = 9223372036854775808.0;

    /// <summary>The integral part of a number that fits an int64.</summary>
    public static bool TryTruncate(in BsonValue value, out long number)
    {
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64:
                number = value.Payload;
                return true;
            case BsonType.Double when value.AsDouble is >= -TwoTo63 and < TwoTo63:
                number = (long)value.AsDouble;
                return true;
            case BsonType.Decimal128:
                return TryTruncate(value.AsDecimal128, out number);
            default:
                number = 0;
                return false;
        }
    }

    /// <summary>A number that is whole and fits an int64.</summary>
    public static bool TryExact(in BsonValue value, out long number)
    {
        if (value.Type == BsonType.Decimal128)
        {
            return value.AsDecimal128.TryToInt64Exact(out number);
        }

        return TryTruncate(value, out number) && (value.Type != BsonType.Double || value.AsDouble == number);
    }

    private static bool TryTruncate(Decimal128 value, out long number)
    {
        if (value.TryToInt64Exact(out number))
        {
            return true;
        }

        var rounded = value.ToDouble();
        if (!value.IsFinite || rounded is not (> -TwoTo63 and < TwoTo63))
        {
            return false;
        }

        number = (long)rounded;
        return true;
    }
}
