using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$last</c>: the last element of an array.</summary>
internal static class Last
{
    public static readonly ExpressionSpec Spec = new("$last", ExpressionSpec.Unary("$last", Apply))
    {
        Summary = "Gives the last element of an array; no value when it is empty, null for null.",
        Syntax = "{ $last: array }",
        Examples =
        [
            new("""{ "$last": [[1, 2, 3]] }""", "3"),
            new("""{ "$last": "$a" }""", "\"x\"", """{ "a": ["x"] }"""),
            new("""{ "$last": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        return operand.Type == BsonType.Array
            ? LastOf(operand.AsArray)
            : throw ExpressionErrors.WrongType(28689, "$last", "an array", operand);
    }

    private static BsonValue LastOf(BsonArray array)
    {
        var last = BsonValue.Missing;
        foreach (var item in array)
        {
            last = item;
        }

        return last;
    }
}
