using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$lte</c>: says whether the first value is less or equal, in the order of all BSON values.</summary>
internal readonly struct Lte : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$lte", ExpressionSpec.FastBinary<Lte>("$lte"))
    {
        Summary = "Says whether the first value is less or equal, in the order of all BSON values.",
        Syntax = "{ $lte: [expression, expression] }",
        Examples =
        [
            new("""{ "$lte": [1, 2] }""", "true"),
            new("""{ "$lte": [2, 2.0] }""", "true"),
            new("""{ "$lte": [3, 2] }""", "false"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool Holds(long left, long right) => left <= right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Order.Compare(left, right) <= 0;
}
