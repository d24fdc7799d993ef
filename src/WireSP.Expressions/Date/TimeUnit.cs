namespace WireSP.Expressions.Operators;

/// <summary>The units that dates are counted in.</summary>
internal enum TimeUnit
{
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}
