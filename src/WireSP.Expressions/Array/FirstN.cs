using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$firstN</c>: the first elements of an array.</summary>
internal static class FirstN
{
    private static readonly NamedSyntax Named =
        new("$firstN", 5787801, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    public static readonly ExpressionSpec Spec = new("$firstN", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives the first n elements of an array.",
        Syntax = "{ $firstN: { n: number, input: array } }",
        Trial = ElementCount.Trial,
        Examples =
        [
            new("""{ "$firstN": { "n": 2, "input": [1, 2, 3] } }""", "[1, 2]"),
            new("""{ "$firstN": { "n": 5, "input": [7] } }""", "[7]"),
            new("""{ "$firstN": { "n": 1, "input": [] } }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var count = ElementCount.Of("$firstN", operands[0]);
        var array = operands[1].Type == BsonType.Array
            ? operands[1].AsArray
            : throw ExpressionErrors.WrongType(5788200, "$firstN", "an array as 'input'", operands[1]);
        var mark = context.Mark;
        foreach (var item in array)
        {
            if (count-- == 0)
            {
                break;
            }

            context.Push(item);
        }

        return context.TakeArray(mark);
    }
}
