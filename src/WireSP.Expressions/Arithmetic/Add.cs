using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$add</c>: the sum of numbers, or a date and milliseconds.</summary>
internal readonly struct Add : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$add", Compile)
    {
        Summary = "Adds numbers, or adds milliseconds to one date. Null when an operand is null or missing.",
        Syntax = "{ $add: [expression, …] }",
        Trial = new("[1]"),
        Examples =
        [
            new("""{ "$add": [1, 2] }""", "3"),
            new("""{ "$add": [2147483647, 1] }""", """{ "$numberLong": "2147483648" }"""),
            new("""{ "$add": ["$at", 1000] }""", """{ "$date": "1970-01-01T00:00:02Z" }""",
                """{ "at": { "$date": "1970-01-01T00:00:01Z" } }"""),
            new("""{ "$add": [1, null] }""", "null"),
        ],
    };

    public static bool TakesReals => true;

    public static double ApplyReals(double left, double right) => left + right;

    public static bool TryApplyIntegers(long left, long right, out long result)
    {
        result = unchecked(left + right);
        return ((left ^ result) & (right ^ result)) >= 0;
    }

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context)
    {
        if (left.Type == BsonType.Double && right.Type == BsonType.Double)
        {
            return left.AsDouble + right.AsDouble;
        }

        if (left.Type == BsonType.Int32 && right.Type == BsonType.Int32)
        {
            return Numbers.Narrow(left.Payload + right.Payload);
        }

        if (left.IsNumber && right.IsNumber)
        {
            var widest = Numbers.Widest(left.Type, right.Type);
            if (widest == BsonType.Double)
            {
                return Numbers.ToDouble(left) + Numbers.ToDouble(right);
            }

            var sum = (Int128)left.Payload + right.Payload;
            if (widest == BsonType.Int64 && sum == (long)sum)
            {
                return (long)sum;
            }
        }

        return ApplyAll([left, right], context);
    }

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$add", argument, context);
        return operands.Length == 2
            ? FastBinary.Create<Add>(operands[0], operands[1])
            : new VariadicExpression(operands, ApplyAll);
    }

    private static BsonValue ApplyAll(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var sum = default(SumState);
        var date = BsonValue.Missing;
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNumber)
            {
                sum.Add(operand);
            }
            else if (operand.IsNullish)
            {
                return BsonValue.Null;
            }
            else if (operand.Type != BsonType.DateTime)
            {
                return context.Fail(
                    16554, static (type, _) => $"$add takes numbers and dates, not {TypeNames.Of(type)}", operand.Type);
            }
            else if (!date.IsMissing)
            {
                return context.Fail(16612, static (_, _) => "$add takes only one date");
            }
            else
            {
                date = operand;
            }
        }

        return date.IsMissing ? sum.Result(context) : DateArithmetic.AddMilliseconds("$add", date, sum.Result(context));
    }
}
