using System.Text;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$trim</c>, <c>$ltrim</c> and <c>$rtrim</c> have in common.</summary>
internal static class Trimming
{
    // NUL and the white space of the manual's table on the page of $trim.
    private static readonly BsonValue WhiteSpace =
        "\0 \t\n\v\f\r\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A";

    /// <summary>How the constants of these are tried.</summary>
    public static readonly ConstantTrial Trial = new("""{ "input": "a", "chars": "a" }""")
    {
        Settings = ["chars"],
    };

    public static NamedSyntax Syntax(string name) => new(
        name, 50696, 50694, new Parameter("input", 50695), new Parameter("chars") { Default = WhiteSpace });

    public static BsonValue Apply(
        string name, ReadOnlySpan<BsonValue> operands, bool atStart, bool atEnd, EvaluationContext context)
    {
        var input = operands[0];
        var characters = operands[1];
        if (input.IsNullish)
        {
            return BsonValue.Null;
        }

        if (input.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(50699, name, "a string as 'input'", input);
        }

        if (characters.IsNullish)
        {
            return BsonValue.Null;
        }

        if (characters.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(50700, name, "a string as 'chars'", characters);
        }

        context.Charge(input.Length);
        var start = atStart ? LengthAtStart(input.Bytes, characters.Bytes) : 0;
        var end = atEnd ? EndOf(input.Bytes, start, characters.Bytes) : input.Length;
        return BsonValue.FromStringUtf8(input.Buffer!, input.Offset + start, end - start);
    }

    private static int LengthAtStart(ReadOnlySpan<byte> text, ReadOnlySpan<byte> characters)
    {
        var start = 0;
        while (start < text.Length)
        {
            _ = Rune.DecodeFromUtf8(text[start..], out _, out var length);
            if (characters.IndexOf(text.Slice(start, length)) < 0)
            {
                break;
            }

            start += length;
        }

        return start;
    }

    private static int EndOf(ReadOnlySpan<byte> text, int start, ReadOnlySpan<byte> characters)
    {
        var end = text.Length;
        while (end > start)
        {
            _ = Rune.DecodeLastFromUtf8(text[start..end], out _, out var length);
            if (characters.IndexOf(text.Slice(end - length, length)) < 0)
            {
                break;
            }

            end -= length;
        }

        return end;
    }
}
