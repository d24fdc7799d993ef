using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$multiply</c>: the product of numbers, in the narrowest type that holds it.</summary>
internal readonly struct Multiply : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$multiply", Compile)
    {
        Summary = "Multiplies numbers. Null when an operand is null or missing.",
        Syntax = "{ $multiply: [number, …] }",
        Trial = new("[1]"),
        Examples =
        [
            new("""{ "$multiply": [2, 3] }""", "6"),
            new("""{ "$multiply": [2147483647, 2] }""", """{ "$numberLong": "4294967294" }"""),
            new("""{ "$multiply": ["$price", 0.5] }""", "5.0", """{ "price": 10 }"""),
        ],
    };

    public static bool TakesReals => true;

    public static double ApplyReals(double left, double right) => left * right;

    public static bool TryApplyIntegers(long left, long right, out long result) =>
        Math.BigMul(left, right, out result) == result >> 63;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if ((left.Type == BsonType.Double || right.Type == BsonType.Double)
            && Numbers.IsBinary(left) && Numbers.IsBinary(right))
        {
            return Numbers.ToDouble(left) * Numbers.ToDouble(right);
        }

        if (!left.IsNumber || !right.IsNumber)
        {
            return NotNumbers(left, right, context);
        }

        switch (Numbers.Widest(left.Type, right.Type))
        {
            case BsonType.Int32:
                return Numbers.Narrow(left.Payload * right.Payload);
            case BsonType.Int64:
                var product = (Int128)left.Payload * right.Payload;
                return product == (long)product ? (BsonValue)(long)product : (double)left.Payload * right.Payload;
            case BsonType.Double:
                return Numbers.ToDouble(left) * Numbers.ToDouble(right);
            default:
                return context.Decimal(Decimal128.Multiply(Numbers.ToDecimal(left), Numbers.ToDecimal(right)));
        }
    }

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$multiply", argument, context);
        return operands.Length == 2
            ? FastBinary.Create<Multiply>(operands[0], operands[1])
            : new VariadicExpression(operands, ApplyAll);
    }

    private static BsonValue ApplyAll(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        BsonValue product = 1;
        foreach (ref readonly var operand in operands)
        {
            product = Apply(product, operand, context);
            if (product.IsNullish)
            {
                return product;
            }
        }

        return product;
    }

    private static BsonValue NotNumbers(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        var wrong = left.IsNumber ? right.Type : left.Type;
        return wrong is BsonType.Missing or BsonType.Null or BsonType.Undefined
            ? BsonValue.Null
            : context.Fail(16555, static (type, _) => $"$multiply takes a number, not {TypeNames.Of(type)}", wrong);
    }
}
