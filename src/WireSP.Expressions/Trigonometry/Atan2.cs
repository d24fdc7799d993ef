using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$atan2</c>: the angle of a point.</summary>
internal static class Atan2
{
    public static readonly ExpressionSpec Spec = new("$atan2", ExpressionSpec.Binary("$atan2", Apply))
    {
        Summary = "Gives the angle in radians of the point (x, y), from its y and its x.",
        Syntax = "{ $atan2: [y, x] }",
        Trial = new("[1, 1]"),
        Examples =
        [
            new("""{ "$atan2": [0, 1] }""", "0.0"),
            new("""{ "$atan2": [1, 0] }""", "1.5707963267948966"),
            new("""{ "$atan2": [null, 1] }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue y, BsonValue x, EvaluationContext context)
    {
        if (y.IsNullish)
        {
            return BsonValue.Null;
        }

        if (!y.IsNumber)
        {
            throw ExpressionErrors.NotNumeric("$atan2", y, 51044);
        }

        if (x.IsNullish)
        {
            return BsonValue.Null;
        }

        if (!x.IsNumber)
        {
            throw ExpressionErrors.NotNumeric("$atan2", x, 51045);
        }

        var angle = Math.Atan2(Numbers.ToDouble(y), Numbers.ToDouble(x));
        return Numbers.Widest(y.Type, x.Type) == BsonType.Decimal128
            ? context.Decimal(Decimal128.FromDouble(angle))
            : angle;
    }
}
