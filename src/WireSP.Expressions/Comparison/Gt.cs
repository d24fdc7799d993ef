using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$gt</c>: says whether the first value is greater, in the order of all BSON values.</summary>
internal readonly struct Gt : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$gt", ExpressionSpec.FastBinary<Gt>("$gt"))
    {
        Summary = "Says whether the first value is greater, in the order of all BSON values.",
        Syntax = "{ $gt: [expression, expression] }",
        Examples =
        [
            new("""{ "$gt": [3, 2] }""", "true"),
            new("""{ "$gt": ["a", 100] }""", "true"),
            new("""{ "$gt": [2, 2] }""", "false"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool Holds(long left, long right) => left > right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Order.Compare(left, right) > 0;
}
