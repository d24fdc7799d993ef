using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$ne</c>: says whether two values differ.</summary>
internal readonly struct Ne : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$ne", ExpressionSpec.FastBinary<Ne>("$ne"))
    {
        Summary = "Says whether two values differ.",
        Syntax = "{ $ne: [expression, expression] }",
        Examples =
        [
            new("""{ "$ne": [1, 2] }""", "true"),
            new("""{ "$ne": [1, 1.0] }""", "false"),
            new("""{ "$ne": ["$missing", null] }""", "true"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool? WhenTextsEqual => false;

    public static bool Holds(long left, long right) => left != right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        !Order.AreEqual(left, right);
}
