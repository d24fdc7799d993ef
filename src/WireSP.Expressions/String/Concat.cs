using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$concat</c>: texts joined.</summary>
internal static class Concat
{
    public static readonly ExpressionSpec Spec = new(
        "$concat", ExpressionSpec.Variadic("$concat", 0, int.MaxValue, Apply, ConcatSource.Of))
    {
        Summary = "Joins strings. Null when an operand is null or missing.",
        Syntax = "{ $concat: [string, …] }",
        Trial = new("""["a"]"""),
        Examples =
        [
            new("""{ "$concat": ["a", "-", "b"] }""", "\"a-b\""),
            new("""{ "$concat": ["a", "$missing"] }""", "null"),
            new("""{ "$concat": [] }""", "\"\""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        foreach (ref readonly var operand in operands)
        {
            if (operand.IsNullish)
            {
                return BsonValue.Null;
            }

            if (operand.Type != BsonType.String)
            {
                return context.Fail(
                    16702, static (type, _) => $"$concat takes strings, not {TypeNames.Of(type)}", operand.Type);
            }
        }

        var start = context.Arena.Position;
        foreach (ref readonly var operand in operands)
        {
            context.Arena.WriteRaw(operand.Bytes);
            context.ChargeBytes(0);
        }

        return context.TextFrom(start);
    }
}
