using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$strcasecmp</c>: the order of two texts without regard to case.</summary>
internal static class StrCaseCmp
{
    public static readonly ExpressionSpec Spec = new("$strcasecmp", ExpressionSpec.Binary("$strcasecmp", Apply))
    {
        Summary = "Gives -1, 0 or 1 as the first text sorts before, with or after the second, A to Z in either "
            + "case alike.",
        Syntax = "{ $strcasecmp: [string, string] }",
        Trial = new("""["a", "a"]"""),
        Examples =
        [
            new("""{ "$strcasecmp": ["abc", "ABC"] }""", "0"),
            new("""{ "$strcasecmp": ["a", "B"] }""", "-1"),
            new("""{ "$strcasecmp": ["a", null] }""", "1"),
        ],
    };

    private static BsonValue Apply(BsonValue left, BsonValue right, EvaluationContext context)
    {
        var first = LooseText.Of("$strcasecmp", left, context);
        var second = LooseText.Of("$strcasecmp", right, context);
        var common = Math.Min(first.Length, second.Length);
        for (var i = 0; i < common; i++)
        {
            var difference = Upper(first[i]) - Upper(second[i]);
            if (difference != 0)
            {
                return Math.Sign(difference);
            }
        }

        return Math.Sign(first.Length - second.Length);
    }

    private static int Upper(byte letter) => letter is >= (byte)'a' and <= (byte)'z' ? letter ^ 0x20 : letter;
}
