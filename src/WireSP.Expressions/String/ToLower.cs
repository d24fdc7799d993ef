using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$toLower</c>: text in lower case.</summary>
internal static class ToLower
{
    public static readonly ExpressionSpec Spec = new(
        "$toLower", ExpressionSpec.Unary("$toLower", Apply, toSource: SourceOf))
    {
        Summary = "Turns the letters A to Z into lower case; other letters stay. Null gives the empty string.",
        Syntax = "{ $toLower: string }",
        Examples =
        [
            new("""{ "$toLower": "Ab1" }""", "\"ab1\""),
            new("""{ "$toLower": "É" }""", "\"É\""),
            new("""{ "$toLower": null }""", "\"\""),
        ],
    };

    /// <summary>Writes a text in lower case.</summary>
    public static void Write(ReadOnlySpan<byte> text, Span<byte> room)
    {
        // Letters beyond ASCII stay as they are, so the first of them ends only the fast part.
        _ = Ascii.ToLower(text, room, out var done);
        for (var i = done; i < text.Length; i++)
        {
            room[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] ^ 0x20) : text[i];
        }
    }

    private static BsonValue Apply(BsonValue operand, EvaluationContext context)
    {
        var text = LooseText.Of("$toLower", operand, context);
        context.ChargeBytes(text.Length);
        var start = context.Arena.Position;
        var room = context.Arena.GetSpan(text.Length);

        Write(text, room);
        context.Arena.Advance(text.Length);
        return context.TextFrom(start);
    }

    private static LowerTextSource? SourceOf(RunSource operand) =>
        operand.Type == BsonType.String ? LowerTextSource.Of(operand) : null;
}
