using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Accumulators;

/// <summary>Sum and number of the numbers averaged.</summary>
internal struct AvgState
{
    public SumState Sum;
    public long Count;

    public void Add(in BsonValue value)
    {
        if (value.IsNumber)
        {
            Sum.Add(value);
            Count++;
        }
    }

    public readonly BsonValue Result(EvaluationContext context) =>
        Count == 0 ? BsonValue.Null : Sum.Quotient(Count, context);
}
