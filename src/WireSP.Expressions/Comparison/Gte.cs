using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$gte</c>: says whether the first value is greater or equal, in the order of all BSON values.</summary>
internal readonly struct Gte : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$gte", ExpressionSpec.FastBinary<Gte>("$gte"))
    {
        Summary = "Says whether the first value is greater or equal, in the order of all BSON values.",
        Syntax = "{ $gte: [expression, expression] }",
        Examples =
        [
            new("""{ "$gte": [3, 2] }""", "true"),
            new("""{ "$gte": [2, 2.0] }""", "true"),
            new("""{ "$gte": [null, 0] }""", "false"),
        ],
    };

    public static bool ComparesIntegers => true;

    public static bool Holds(long left, long right) => left >= right;

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Order.Compare(left, right) >= 0;
}
