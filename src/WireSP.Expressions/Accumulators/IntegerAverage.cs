namespace WireSP.Expressions.Accumulators;

/// <summary>Sum and number of the integers averaged.</summary>
internal struct IntegerAverage
{
    public long Sum;
    public long Count;
}
