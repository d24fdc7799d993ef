namespace WireSP.Expressions.Accumulators;

/// <summary>Where the values of one group are in a <see cref="ValueLog"/>.</summary>
internal struct ValueChain
{
    public long First;
    public long Last;
    public int Count;
}
