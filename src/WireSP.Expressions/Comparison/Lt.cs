using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$lt</c>: says whether the first value is less, in the order of all BSON values.</summary>
internal readonly struct Lt : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$lt", ExpressionSpec.FastBinary<Lt>("$lt"))
    {
        Summary = "Says whether the first value is less, in the order of all BSON values.",
        Syntax = "{ $lt: [expression, expression] }",
        Examples =
        [
            new("""{ "$lt": [1, 2] }""", "true"),
            new("""{ "$lt": ["$missing", null] }""", "true"),
            new("""{ "$lt": [2, 1] }""", "false"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool Holds(long left, long right) => left < right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Order.Compare(left, right) < 0;
}
