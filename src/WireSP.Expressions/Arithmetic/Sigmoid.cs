using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$sigmoid</c>: the logistic function.</summary>
internal static class Sigmoid
{
    public static readonly ExpressionSpec Spec = new("$sigmoid", Compile)
    {
        Summary = "Gives 1 / (1 + e^-x), which lies between 0 and 1.",
        Syntax = "{ $sigmoid: number } or { $sigmoid: { input: number, onNull: expression } }",
        Examples =
        [
            new("""{ "$sigmoid": 0 }""", "0.5"),
            new("""{ "$sigmoid": null }""", "null"),
            new("""{ "$sigmoid": { "input": "$missing", "onNull": 0 } }""", "0"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$sigmoid", 9, 9, new Parameter("input", 9), new Parameter("onNull") { Default = BsonValue.Null });

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var hasNames = argument.Type == BsonType.Document && argument.AsDocument.TryGetValue("input"u8, out _);
        return hasNames
            ? new VariadicExpression(Named.Compile(argument, context), Apply)
            : ExpressionSpec.Unary("$sigmoid", static (operand, context) => Apply(operand, BsonValue.Null, context))(
                argument, context);
    }

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context) =>
        Apply(operands[0], operands[1], context);

    private static BsonValue Apply(in BsonValue input, in BsonValue onNull, EvaluationContext context)
    {
        if (input.IsNullish)
        {
            return onNull;
        }

        if (!input.IsNumber)
        {
            throw ExpressionErrors.NotNumeric("$sigmoid", input);
        }

        var result = 1 / (1 + Math.Exp(-Numbers.ToDouble(input)));
        return input.Type == BsonType.Decimal128 ? context.Decimal(Decimal128.FromDouble(result)) : result;
    }
}
