using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// Number, mean and sum of squared distances from it, updated and merged as Welford and Chan describe.
/// </summary>
internal struct DeviationState
{
    public long Count;
    public double Mean;
    public double Squares;

    public void Add(in BsonValue value)
    {
        if (value.IsNumber)
        {
            Add(Numbers.ToDouble(value));
        }
    }

    public void Add(double value)
    {
        Count++;
        var distance = value - Mean;
        Mean += distance / Count;
        Squares += distance * (value - Mean);
    }

    public void Add(in DeviationState other)
    {
        if (other.Count == 0)
        {
            return;
        }

        var total = Count + other.Count;
        var distance = other.Mean - Mean;
        Squares += other.Squares + (distance * distance * ((double)Count * other.Count / total));
        Mean += distance * other.Count / total;
        Count = total;
    }

    /// <summary>
    /// The deviation of the whole population, or of a sample of it; null when there are too few numbers.
    /// </summary>
    public readonly BsonValue Result(bool isSample)
    {
        var degrees = isSample ? Count - 1 : Count;
        return degrees <= 0 ? BsonValue.Null : Math.Sqrt(Squares / degrees);
    }
}
