using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$lastN</c>: the last elements of an array.</summary>
internal static class LastN
{
    private static readonly NamedSyntax Named =
        new("$lastN", 5787801, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    public static readonly ExpressionSpec Spec = new("$lastN", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives the last n elements of an array.",
        Syntax = "{ $lastN: { n: number, input: array } }",
        Trial = ElementCount.Trial,
        Examples =
        [
            new("""{ "$lastN": { "n": 2, "input": [1, 2, 3] } }""", "[2, 3]"),
            new("""{ "$lastN": { "n": 5, "input": [7] } }""", "[7]"),
            new("""{ "$lastN": { "n": 1, "input": [] } }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var count = ElementCount.Of("$lastN", operands[0]);
        var array = operands[1].Type == BsonType.Array
            ? operands[1].AsArray
            : throw ExpressionErrors.WrongType(5788200, "$lastN", "an array as 'input'", operands[1]);
        var skip = array.Count() - count;
        var mark = context.Mark;
        foreach (var item in array)
        {
            if (skip-- <= 0)
            {
                context.Push(item);
            }
        }

        return context.TakeArray(mark);
    }
}
