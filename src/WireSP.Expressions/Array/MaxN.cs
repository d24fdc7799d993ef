using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$maxN</c>: the greatest elements of an array.</summary>
internal static class MaxN
{
    private static readonly NamedSyntax Named =
        new("$maxN", 5787900, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    public static readonly ExpressionSpec Spec = new("$maxN", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives the greatest n elements of an array. Null and missing elements are passed over.",
        Syntax = "{ $maxN: { n: number, input: array } }",
        Trial = ElementCount.Trial,
        Examples =
        [
            new("""{ "$maxN": { "n": 2, "input": [1, 2, 3] } }""", "[3, 2]"),
            new("""{ "$maxN": { "n": 5, "input": [7] } }""", "[7]"),
            new("""{ "$maxN": { "n": 1, "input": [] } }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var count = ElementCount.Of("$maxN", operands[0]);
        if (operands[1].IsNullish)
        {
            return BsonValue.Null;
        }

        var array = operands[1].Type == BsonType.Array
            ? operands[1].AsArray
            : throw ExpressionErrors.WrongType(5788200, "$maxN", "an array as 'input'", operands[1]);
        var mark = context.Mark;
        foreach (var item in array)
        {
            context.Charge(1);
            if (!item.IsNullish)
            {
                context.Push(item);
            }
        }

        ValueSort.Sort(context.From(mark), -1);
        context.Release(mark + Math.Min(count, context.Mark - mark));
        return context.TakeArray(mark);
    }
}
