using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$cmp</c>: the order of two values.</summary>
internal readonly struct Cmp : IBinaryOperator
{
    public static readonly ExpressionSpec Spec = new("$cmp", ExpressionSpec.FastBinary<Cmp>("$cmp"))
    {
        Summary = "Gives -1, 0 or 1 when the first value is less than, equal to or greater than the second.",
        Syntax = "{ $cmp: [expression, expression] }",
        Examples =
        [
            new("""{ "$cmp": [1, 2] }""", "-1"),
            new("""{ "$cmp": [2, 2.0] }""", "0"),
            new("""{ "$cmp": ["a", 1] }""", "1"),
        ],
    };

    public static BsonValue Apply(in BsonValue left, in BsonValue right, EvaluationContext context) =>
        Math.Sign(Order.Compare(left, right));
}
