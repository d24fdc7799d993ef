namespace WireSP.Expressions.Operators;

/// <summary>
/// What was read of a date in text. Missing parts of the day are zero; the date itself must be complete.
/// </summary>
internal struct DateFields
{
    public long? Year;
    public long? Month;
    public long? Day;
    public long? DayOfYear;
    public long? IsoYear;
    public long? IsoWeek;
    public long? IsoDay;
    public long? Hour;
    public long Minute;
    public long Second;
    public long Millisecond;

    /// <summary>Minutes to add to UTC, when the text says so.</summary>
    public long? OffsetMinutes;

    /// <summary>Whether there is one whole date in the calendar and a time within a day.</summary>
    public readonly bool IsValid => IsDateValid && (Hour ?? 0) is >= 0 and <= 23 && Minute is >= 0 and <= 59
        && Second is >= 0 and <= 59;

    private readonly bool IsDateValid
    {
        get
        {
            if (IsoYear is not null)
            {
                return Year is null && Month is null && Day is null && (IsoWeek ?? 1) is >= 1 and <= 53
                    && (IsoDay ?? 1) is >= 1 and <= 7;
            }

            if (Year is null || IsoWeek is not null || IsoDay is not null)
            {
                return false;
            }

            return DayOfYear is not null
                ? DayOfYear is >= 1 and <= 366 && Month is null
                : Month is >= 1 and <= 12 && Day >= 1 && Day <= Calendar.DaysInMonth(Year.Value, (int)Month);
        }
    }

    /// <summary>The moment, in the text's own zone or in the one given.</summary>
    public readonly long ToUtc(Zone zone)
    {
        var day = IsoYear is not null
            ? Calendar.DayOfIsoWeek(IsoYear.Value, IsoWeek ?? 1, IsoDay ?? 1)
            : DayOfYear is not null
                ? Calendar.DayOf(Year!.Value, 1, DayOfYear.Value)
                : Calendar.DayOf(Year!.Value, Month!.Value, Day!.Value);
        var local = (day * Calendar.MillisecondsPerDay) + ((Hour ?? 0) * 3_600_000) + (Minute * 60_000)
            + (Second * 1000) + Millisecond;
        return OffsetMinutes is { } minutes ? local - (minutes * 60_000) : zone.ToUtc(local);
    }
}
