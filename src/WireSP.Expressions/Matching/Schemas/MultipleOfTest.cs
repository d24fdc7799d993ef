using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary><c>multipleOf</c>: a number that the divisor leaves no remainder of, computed in decimals.</summary>
internal sealed class MultipleOfTest(BsonValue divisor) : ValueTest
{
    private readonly Decimal128 _divisor = Numbers.ToDecimal(divisor);

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (Numbers.IsInteger(value) && Numbers.IsInteger(divisor))
        {
            return value.Payload % divisor.Payload == 0;
        }

        var number = Numbers.ToDecimal(value);
        return number.IsFinite && Decimal128.Remainder(number, _divisor).IsZero;
    }
}
