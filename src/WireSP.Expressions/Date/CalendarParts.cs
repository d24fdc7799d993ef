namespace WireSP.Expressions.Operators;

/// <summary>A moment as the fields of a calendar: month from 1, day from 1.</summary>
internal readonly record struct CalendarParts(
    long Year, int Month, int Day, int Hour, int Minute, int Second, int Millisecond);
