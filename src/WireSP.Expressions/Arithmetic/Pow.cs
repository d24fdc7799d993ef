using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$pow</c>: a power.</summary>
internal static class Pow
{
    public static readonly ExpressionSpec Spec = new("$pow", ExpressionSpec.Binary("$pow", Apply))
    {
        Summary = "Raises a number to a power. Whole numbers give a whole number where it fits, else a double.",
        Syntax = "{ $pow: [number, exponent] }",
        Trial = new("[1, 1]"),
        Examples =
        [
            new("""{ "$pow": [2, 10] }""", "1024"),
            new("""{ "$pow": [2, -1] }""", "0.5"),
            new("""{ "$pow": [2, 40] }""", """{ "$numberLong": "1099511627776" }"""),
        ],
    };

    private static BsonValue Apply(BsonValue operand, BsonValue exponent, EvaluationContext context)
    {
        if (operand.IsNullish || exponent.IsNullish)
        {
            return BsonValue.Null;
        }

        if (!operand.IsNumber)
        {
            throw ExpressionErrors.NotNumeric("$pow", operand, 28762);
        }

        if (!exponent.IsNumber)
        {
            throw ExpressionErrors.NotNumeric("$pow", exponent, 28763);
        }

        if (Numbers.ToDouble(operand) == 0 && Numbers.ToDouble(exponent) < 0)
        {
            throw new EvaluationException(28764, "$pow cannot raise 0 to a negative power");
        }

        var widest = Numbers.Widest(operand.Type, exponent.Type);
        return widest switch
        {
            BsonType.Decimal128 => context.Decimal(
                Decimal128.Pow(Numbers.ToDecimal(operand), Numbers.ToDecimal(exponent))),
            BsonType.Double => Math.Pow(Numbers.ToDouble(operand), Numbers.ToDouble(exponent)),
            _ => ApplyIntegers(operand.Payload, exponent.Payload, isLong: widest == BsonType.Int64),
        };
    }

    private static BsonValue ApplyIntegers(long operand, long exponent, bool isLong)
    {
        if (!TryPower(operand, exponent, out var power))
        {
            return Math.Pow(operand, exponent);
        }

        return isLong ? BsonValue.FromInt64(power) : Numbers.Narrow(power);
    }

    private static bool TryPower(long operand, long exponent, out long power)
    {
        power = 1;
        if (exponent < 0)
        {
            // Only 1 and -1 have whole numbers as negative powers.
            power = operand == -1 && (exponent & 1) != 0 ? -1 : 1;
            return operand is 1 or -1;
        }

        if (operand is 0 or 1 or -1)
        {
            power = exponent == 0 || operand == 1 || (operand == -1 && (exponent & 1) == 0) ? 1 : operand;
            return true;
        }

        for (; exponent > 0; exponent--)
        {
            var product = Math.BigMul(power, operand, out var low);
            if (product != low >> 63)
            {
                return false;
            }

            power = low;
        }

        return true;
    }
}
