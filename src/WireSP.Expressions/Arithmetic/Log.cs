using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$log</c>: a logarithm to any base.</summary>
internal static class Log
{
    public static readonly ExpressionSpec Spec = new("$log", ExpressionSpec.Binary("$log", Apply))
    {
        Summary = "Gives the logarithm of a positive number to a positive base other than 1.",
        Syntax = "{ $log: [number, base] }",
        Trial = new("[2, 2]"),
        Examples =
        [
            new("""{ "$log": [8, 2] }""", "3.0"),
            new("""{ "$log": [1, 10] }""", "0.0"),
            new("""{ "$log": [null, 10] }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, BsonValue logBase, EvaluationContext context)
    {
        if (operand.IsNullish || logBase.IsNullish)
        {
            return BsonValue.Null;
        }

        var number = operand.IsNumber
            ? DecimalFunctions.ToSignedDouble(operand)
            : throw ExpressionErrors.NotNumeric("$log", operand, 28756);
        var radix = logBase.IsNumber
            ? DecimalFunctions.ToSignedDouble(logBase)
            : throw ExpressionErrors.NotNumeric("$log", logBase, 28757);
        if (number <= 0)
        {
            throw new EvaluationException(28758, $"$log takes a positive number, not {number:R}");
        }

        if (radix is <= 0 or 1)
        {
            throw new EvaluationException(28759, $"$log takes a positive base other than 1, not {radix:R}");
        }

        return Numbers.Widest(operand.Type, logBase.Type) == BsonType.Decimal128
            ? context.Decimal(DecimalFunctions.Log(Numbers.ToDecimal(operand), Numbers.ToDecimal(logBase)))
            : Math.Log(number) / Math.Log(radix);
    }
}
