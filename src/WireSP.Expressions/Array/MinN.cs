using WireSP.Bson;
using WireSP.Expressions.Accumulators;

namespace WireSP.Expressions.Operators;

/// <summary><c>$minN</c>: the least elements of an array.</summary>
internal static class MinN
{
    private static readonly NamedSyntax Named =
        new("$minN", 5787900, 5787901, new Parameter("n", 5787906), new Parameter("input", 5787907));

    public static readonly ExpressionSpec Spec = new("$minN", ExpressionSpec.Named(Named, Apply))
    {
        Summary = "Gives the least n elements of an array. Null and missing elements are passed over.",
        Syntax = "{ $minN: { n: number, input: array } }",
        Trial = ElementCount.Trial,
        Examples =
        [
            new("""{ "$minN": { "n": 2, "input": [1, 2, 3] } }""", "[1, 2]"),
            new("""{ "$minN": { "n": 5, "input": [7] } }""", "[7]"),
            new("""{ "$minN": { "n": 1, "input": [] } }""", "[]"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var count = ElementCount.Of("$minN", operands[0]);
        if (operands[1].IsNullish)
        {
            return BsonValue.Null;
        }

        var array = operands[1].Type == BsonType.Array
            ? operands[1].AsArray
            : throw ExpressionErrors.WrongType(5788200, "$minN", "an array as 'input'", operands[1]);
        var mark = context.Mark;
        foreach (var item in array)
        {
            context.Charge(1);
            if (!item.IsNullish)
            {
                context.Push(item);
            }
        }

        ValueSort.Sort(context.From(mark), 1);
        context.Release(mark + Math.Min(count, context.Mark - mark));
        return context.TakeArray(mark);
    }
}
