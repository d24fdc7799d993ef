using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$isArray</c>: whether a value is an array.</summary>
internal static class IsArray
{
    public static readonly ExpressionSpec Spec = new(
        "$isArray", ExpressionSpec.Unary("$isArray", static operand => operand.Type == BsonType.Array))
    {
        Summary = "Says whether a value is an array.",
        Syntax = "{ $isArray: [expression] }",
        Examples =
        [
            new("""{ "$isArray": [[1]] }""", "true"),
            new("""{ "$isArray": ["x"] }""", "false"),
            new("""{ "$isArray": ["$missing"] }""", "false"),
        ],
    };
}
