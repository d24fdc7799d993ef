using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toUpper</c>: text in upper case.</summary>
internal static class ToUpper
{
    public static readonly ExpressionSpec Spec = new("$toUpper", ExpressionSpec.Unary("$toUpper", Apply))
    {
        Summary = "Turns the letters A to Z into upper case; other letters stay. Null gives the empty string.",
        Syntax = "{ $toUpper: string }",
        Examples =
        [
            new("""{ "$toUpper": "Ab1" }""", "\"AB1\""),
            new("""{ "$toUpper": "É" }""", "\"É\""),
            new("""{ "$toUpper": null }""", "\"\""),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context)
    {
        var text = LooseText.Of("$toUpper", operand, context);
        context.ChargeBytes(text.Length);
        var start = context.Arena.Position;
        var room = context.Arena.GetSpan(text.Length);

        // Letters beyond ASCII stay as they are, so the first of them ends only the fast part.
        _ = Ascii.ToUpper(text, room, out var done);
        for (var i = done; i < text.Length; i++)
        {
            room[i] = text[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(text[i] ^ 0x20) : text[i];
        }

        context.Arena.Advance(text.Length);
        return context.TextFrom(start);
    }
}
