using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary>
/// What <c>$percentile</c> and <c>$median</c> compute as expressions: over the elements of one array.
/// </summary>
internal sealed class Quantiles(Expression input, double[] fractions, bool isScalar) : Expression
{
    public override bool IsConstant => input.IsConstant;

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var value = input.Evaluate(context);
        var state = default(PercentileState);
        if (value.IsNumber)
        {
            state.Add(Numbers.ToDouble(value));
        }
        else if (value.Type == BsonType.Array)
        {
            foreach (var item in value.AsArray)
            {
                context.Charge(4);
                state.Add(item.IsNumber ? Numbers.ToDouble(item) : double.NaN);
            }
        }

        if (isScalar)
        {
            return state.Percentile(fractions[0]);
        }

        var mark = context.Mark;
        foreach (var fraction in fractions)
        {
            context.Push(state.Percentile(fraction));
        }

        return context.TakeArray(mark);
    }
}
