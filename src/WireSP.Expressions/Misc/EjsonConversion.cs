using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$serializeEJSON</c> and <c>$deserializeEJSON</c> share: nulls, and values for failures.</summary>
internal sealed class EjsonConversion(Expression input, Expression? onError, UnaryFunction convert) : Expression
{
    public override BsonValue Evaluate(EvaluationContext context)
    {
        var value = input.Evaluate(context);
        if (value.IsNullish)
        {
            return BsonValue.Null;
        }

        context.ChargeFor(value);
        context.ChargeBytes(value.Length);
        try
        {
            return convert(value, context);
        }
        catch (BsonFormatException error)
        {
            return onError is null
                ? throw new EvaluationException(Conversion.FailureCode, $"no Extended JSON: {error.Message}")
                : onError.Evaluate(context);
        }
    }
}
