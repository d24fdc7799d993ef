namespace WireSP.Expressions.Operators;

/// <summary>
/// The proleptic Gregorian calendar over milliseconds since 1970, for all years that these can hold; .NET's own types
/// end with the year 9999. The arithmetic is Howard Hinnant's (chrono-compatible low-level date algorithms).
/// </summary>
internal static class Calendar
{
    public const long MillisecondsPerDay = 86_400_000;

    /// <summary>The calendar's fields at a moment.</summary>
    public static CalendarParts Split(long milliseconds)
    {
        var days = DayOf(milliseconds);
        var rest = (int)(milliseconds - (days * MillisecondsPerDay));
        var (year, month, day) = DateOf(days);
        return new(year, month, day, rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000);
    }

    /// <summary>Milliseconds since midnight at a moment.</summary>
    public static int TimeOfDay(long milliseconds)
    {
        var rest = (int)(milliseconds % MillisecondsPerDay);
        return rest < 0 ? rest + (int)MillisecondsPerDay : rest;
    }

    /// <summary>Days since 1970-01-01 at a moment, rounded down.</summary>
    public static long DayOf(long milliseconds) => FloorDivide(milliseconds, MillisecondsPerDay);

    /// <summary>Days since 1970-01-01 of a date; the month may be any number, the day is added as it is.</summary>
    public static long DayOf(long year, long month, long day)
    {
        year += FloorDivide(month - 1, 12);
        month = FloorModulo(month - 1, 12) + 1;
        year -= month <= 2 ? 1 : 0;
        var era = FloorDivide(year, 400);
        var yearOfEra = year - (era * 400);
        var dayOfYear = ((153 * (month + (month > 2 ? -3 : 9))) + 2) / 5;
        return (era * 146_097) + (yearOfEra * 365) + (yearOfEra / 4) - (yearOfEra / 100) + dayOfYear - 719_468
            + day - 1;
    }

    /// <summary>Year, month and day of a number of days since 1970-01-01.</summary>
    public static (long Year, int Month, int Day) DateOf(long days)
    {
        days += 719_468;
        var era = FloorDivide(days, 146_097);
        var dayOfEra = days - (era * 146_097);
        var yearOfEra = (dayOfEra - (dayOfEra / 1460) + (dayOfEra / 36_524) - (dayOfEra / 146_096)) / 365;
        var dayOfYear = dayOfEra - ((365 * yearOfEra) + (yearOfEra / 4) - (yearOfEra / 100));
        var shifted = ((5 * dayOfYear) + 2) / 153;
        var month = (int)(shifted + (shifted < 10 ? 3 : -9));
        var day = (int)(dayOfYear - (((153 * shifted) + 2) / 5) + 1);
        return (yearOfEra + (era * 400) + (month <= 2 ? 1 : 0), month, day);
    }

    /// <summary>Day of the week, 0 for Sunday.</summary>
    public static int DayOfWeek(long days) => (int)FloorModulo(days + 4, 7);

    /// <summary>Day of the year, from 1.</summary>
    public static int DayOfYear(long days) => (int)(days - DayOf(DateOf(days).Year, 1, 1)) + 1;

    /// <summary>
    /// Week of the year, from 0: weeks begin on Sunday, the days before the first Sunday are in week 0.
    /// </summary>
    public static int WeekOf(long days) => (DayOfYear(days) + 6 - DayOfWeek(days)) / 7;

    /// <summary>Days of a month.</summary>
    public static int DaysInMonth(long year, int month) => (int)(DayOf(year, month + 1, 1) - DayOf(year, month, 1));

    /// <summary>
    /// Year and week of ISO 8601: weeks begin on Monday, the first one has the year's first Thursday.
    /// </summary>
    public static (long Year, int Week) IsoWeekOf(long days)
    {
        var thursday = days - FloorModulo(days + 3, 7) + 3;
        var year = DateOf(thursday).Year;
        return (year, (int)((thursday - DayOf(year, 1, 1)) / 7) + 1);
    }

    /// <summary>Days since 1970-01-01 of a date of ISO 8601; week and day may be any number.</summary>
    public static long DayOfIsoWeek(long year, long week, long dayOfWeek)
    {
        var fourth = DayOf(year, 1, 4);
        return fourth - FloorModulo(fourth + 3, 7) + ((week - 1) * 7) + dayOfWeek - 1;
    }

    /// <summary>Quotient rounded down, also of negative numbers.</summary>
    public static long FloorDivide(long dividend, long divisor)
    {
        var quotient = dividend / divisor;
        return dividend % divisor != 0 && (dividend < 0) != (divisor < 0) ? quotient - 1 : quotient;
    }

    /// <summary>What <see cref="FloorDivide"/> leaves.</summary>
    public static long FloorModulo(long dividend, long divisor) =>
        dividend - (FloorDivide(dividend, divisor) * divisor);
}
