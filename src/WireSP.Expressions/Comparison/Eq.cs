using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary>
/// <c>$eq</c>: says whether two values are equal; numbers are compared by value, whatever their types.
/// </summary>
internal readonly struct Eq : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$eq", ExpressionSpec.FastBinary<Eq>("$eq"))
    {
        Summary = "Says whether two values are equal; numbers are compared by value, whatever their types.",
        Syntax = "{ $eq: [expression, expression] }",
        Examples =
        [
            new("""{ "$eq": [1, 1.0] }""", "true"),
            new("""{ "$eq": ["$a", null] }""", "false"),
            new("""{ "$eq": ["a", "b"] }""", "false"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool? WhenTextsEqual => true;

    public static bool Holds(long left, long right) => left == right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Order.AreEqual(left, right);
}
