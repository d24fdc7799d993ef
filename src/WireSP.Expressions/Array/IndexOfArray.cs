using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$indexOfArray</c>: where a value is in an array.</summary>
internal static class IndexOfArray
{
    public static readonly ExpressionSpec Spec = new(
        "$indexOfArray", ExpressionSpec.Variadic("$indexOfArray", 2, 4, Apply))
    {
        Summary = "Gives the index of the first element equal to a value within a range, or -1.",
        Syntax = "{ $indexOfArray: [array, value, start, end] }",
        Trial = new("[[1], 1, 0, 1]")
        {
            Settings = ["2", "3"],
        },
        Examples =
        [
            new("""{ "$indexOfArray": [["a", "b"], "b"] }""", "1"),
            new("""{ "$indexOfArray": [["a", "b"], "x"] }""", "-1"),
            new("""{ "$indexOfArray": [["a", "b", "a"], "a", 1] }""", "2"),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        if (operands[0].IsNullish)
        {
            return BsonValue.Null;
        }

        if (operands[0].Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(40090, "$indexOfArray", "an array as first argument", operands[0]);
        }

        var (start, end) = SearchRange.Of("$indexOfArray", operands, int.MaxValue);
        var index = 0;
        foreach (var item in operands[0].AsArray)
        {
            context.Charge(1);
            if (index >= end)
            {
                break;
            }

            if (index >= start && Order.AreEqual(item, operands[1]))
            {
                return index;
            }

            index++;
        }

        return -1;
    }
}
