using System.Numerics;

namespace WireSP.Connectors.Schedule;

/// <summary>
/// A parsed schedule of six fields, in UTC: second, minute, hour, day of month, month, day of week. When both day
/// fields are restricted both must match, unlike in classic cron.
/// </summary>
internal sealed class CronSchedule
{
    // A leap day that must fall on one weekday comes once in 28 years, in 40 around a century without a leap year.
    private const int YearsWithoutTickMax = 41;

    private static readonly CronField Seconds = new("second", 0, 59);
    private static readonly CronField Minutes = new("minute", 0, 59);
    private static readonly CronField Hours = new("hour", 0, 23);
    private static readonly CronField Days = new("day of month", 1, 31);
    private static readonly CronField Months = new(
        "month", 1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

    private static readonly CronField Weekdays = new(
        "day of week", 0, 6, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;

    private CronSchedule(string[] fields)
    {
        _seconds = Seconds.Parse(fields[0]);
        _minutes = Minutes.Parse(fields[1]);
        _hours = Hours.Parse(fields[2]);
        _days = Days.Parse(fields[3]);
        _months = Months.Parse(fields[4]);
        _weekdays = Weekdays.Parse(fields[5]);
    }

    /// <summary>Parses a schedule.</summary>
    /// <exception cref="FormatException">Which field is wrong, what was found and what was expected.</exception>
    public static CronSchedule Parse(string text)
    {
        if (text.StartsWith("CRON_TZ", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("TZ=", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException("a schedule has no time zone: all its fields are in UTC");
        }

        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 6)
        {
            throw new FormatException(
                "expected six fields (second minute hour day-of-month month day-of-week), found "
                + $"{fields.Length} in '{text}'");
        }

        var schedule = new CronSchedule(fields);
        return schedule.NextAfter(DateTimeOffset.UnixEpoch) is null
            ? throw new FormatException($"'{text}' never comes: there is no such day")
            : schedule;
    }

    /// <summary>The first tick after a time; null when there is none.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        var utc = time.UtcDateTime;
        var from = new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc).AddSeconds(1);
        var lastYear = Math.Min(from.Year + YearsWithoutTickMax, DateTime.MaxValue.Year - 1);
        while (from.Year <= lastYear)
        {
            if (!Contains(_months, from.Month))
            {
                from = new DateTime(from.Year, from.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
                continue;
            }

            if (Contains(_days, from.Day) && Contains(_weekdays, (int)from.DayOfWeek)
                && FirstTimeOfDay(from) is { } timeOfDay)
            {
                return new DateTimeOffset(from.Date + timeOfDay, TimeSpan.Zero);
            }

            from = from.Date.AddDays(1);
        }

        return null;
    }

    private static bool Contains(ulong set, int value) => (set & (1UL << value)) != 0;

    // The least value of the set from the given one on; -1 when there is none.
    private static int NextIn(ulong set, int value)
    {
        var rest = set & (ulong.MaxValue << value);
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }

    // The first tick's time of day, from the moment's own time of day on.
    private TimeSpan? FirstTimeOfDay(DateTime from)
    {
        var (hour, minute) = (from.Hour, from.Minute);
        var second = Contains(_hours, hour) && Contains(_minutes, minute) ? NextIn(_seconds, from.Second) : -1;
        if (second >= 0)
        {
            return new TimeSpan(hour, minute, second);
        }

        var nextMinute = Contains(_hours, hour) ? NextIn(_minutes, minute + 1) : -1;
        if (nextMinute >= 0)
        {
            return new TimeSpan(hour, nextMinute, NextIn(_seconds, 0));
        }

        var nextHour = NextIn(_hours, hour + 1);
        return nextHour < 0 ? null : new TimeSpan(nextHour, NextIn(_minutes, 0), NextIn(_seconds, 0));
    }
}
