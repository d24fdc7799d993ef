using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$reverseArray</c>: an array backwards.</summary>
internal static class ReverseArray
{
    public static readonly ExpressionSpec Spec = new("$reverseArray", ExpressionSpec.Unary("$reverseArray", Apply))
    {
        Summary = "Gives an array in reverse order; null for null.",
        Syntax = "{ $reverseArray: array }",
        Examples =
        [
            new("""{ "$reverseArray": [[1, 2, 3]] }""", "[3, 2, 1]"),
            new("""{ "$reverseArray": [[]] }""", "[]"),
            new("""{ "$reverseArray": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        if (operand.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(34435, "$reverseArray", "an array", operand);
        }

        var mark = context.Mark;
        foreach (var item in operand.AsArray)
        {
            context.Push(item);
        }

        context.From(mark).Reverse();
        return context.TakeArray(mark);
    }
}
