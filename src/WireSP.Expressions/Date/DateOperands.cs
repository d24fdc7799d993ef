using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What the date operators have in common: reading dates, time zones, units and days of the week.</summary>
internal static class DateOperands
{
    private static readonly (byte[] Name, TimeUnit Unit)[] Units =
    [
        ("millisecond"u8.ToArray(), TimeUnit.Millisecond), ("second"u8.ToArray(), TimeUnit.Second),
        ("minute"u8.ToArray(), TimeUnit.Minute), ("hour"u8.ToArray(), TimeUnit.Hour),
        ("day"u8.ToArray(), TimeUnit.Day), ("week"u8.ToArray(), TimeUnit.Week),
        ("month"u8.ToArray(), TimeUnit.Month), ("quarter"u8.ToArray(), TimeUnit.Quarter),
        ("year"u8.ToArray(), TimeUnit.Year),
    ];

    /// <summary>Milliseconds of a date, a timestamp or an object id.</summary>
    public static bool TryGetMilliseconds(in BsonValue value, out long milliseconds)
    {
        milliseconds = value.Type switch
        {
            BsonType.DateTime => value.AsDateTimeMs,
            BsonType.Timestamp => (long)(value.AsTimestamp >> 32) * 1000,
            BsonType.ObjectId => value.AsObjectId.TimestampSeconds * 1000L,
            _ => 0,
        };
        return value.Type is BsonType.DateTime or BsonType.Timestamp or BsonType.ObjectId;
    }

    /// <summary>Milliseconds of a date, a timestamp or an object id.</summary>
    /// <exception cref="EvaluationException">It is another value.</exception>
    public static long Milliseconds(string name, in BsonValue value, int code = 16006) =>
        TryGetMilliseconds(value, out var milliseconds)
            ? milliseconds
            : throw ExpressionErrors.WrongType(code, name, "a date, a timestamp or an objectId", value);

    /// <summary>The zone that an operand names.</summary>
    /// <exception cref="EvaluationException">It is no string, or there is no such zone.</exception>
    public static Zone ZoneOf(string name, in BsonValue value, EvaluationContext context, int code = 40517) =>
        value.Type == BsonType.String
            ? context.Zones.Find(value)
            : throw ExpressionErrors.WrongType(code, name, "a string as time zone", value);

    /// <summary>The unit that an operand names.</summary>
    /// <exception cref="EvaluationException">It is no string, or there is no such unit.</exception>
    public static TimeUnit UnitOf(string name, in BsonValue value, int typeCode, int valueCode)
    {
        if (value.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(typeCode, name, "a string as 'unit'", value);
        }

        foreach (var (unitName, unit) in Units)
        {
            if (value.Bytes.SequenceEqual(unitName))
            {
                return unit;
            }
        }

        throw new EvaluationException(valueCode, $"{name} knows no unit '{value.AsString}'");
    }

    /// <summary>The day that weeks begin with, 0 for Sunday, as an operand names it.</summary>
    /// <exception cref="EvaluationException">It is no string, or there is no such day.</exception>
    public static int StartOfWeekOf(string name, in BsonValue value)
    {
        if (value.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(5439015, name, "a string as 'startOfWeek'", value);
        }

        return value.AsString.ToLowerInvariant() switch
        {
            "sunday" or "sun" => 0,
            "monday" or "mon" => 1,
            "tuesday" or "tue" => 2,
            "wednesday" or "wed" => 3,
            "thursday" or "thu" => 4,
            "friday" or "fri" => 5,
            "saturday" or "sat" => 6,
            _ => throw new EvaluationException(5439016, $"{name} knows no day of the week '{value.AsString}'"),
        };
    }
}
