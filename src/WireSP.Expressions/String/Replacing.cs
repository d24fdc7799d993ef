using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>What <c>$replaceOne</c> and <c>$replaceAll</c> have in common.</summary>
internal static class Replacing
{
    /// <summary>How the constants of either are tried.</summary>
    public static readonly ConstantTrial Trial = new("""{ "input": "a", "find": "a", "replacement": "a" }""");

    public static NamedSyntax Syntax(string name) => new(
        name, 51751, 51750, new Parameter("input", 51749), new Parameter("find", 51748),
        new Parameter("replacement", 51747));

    public static BsonValue Apply(
        string name, ReadOnlySpan<BsonValue> operands, bool isForAll, EvaluationContext context)
    {
        Check(name, operands[0], "input", 51746);
        Check(name, operands[1], "find", 51745);
        Check(name, operands[2], "replacement", 51744);
        if (operands[0].IsNullish || operands[1].IsNullish || operands[2].IsNullish)
        {
            return BsonValue.Null;
        }

        return Replace(operands[0].Bytes, operands[1].Bytes, operands[2].Bytes, isForAll, context);
    }

    private static BsonValue Replace(
        ReadOnlySpan<byte> text, ReadOnlySpan<byte> find, ReadOnlySpan<byte> replacement, bool isForAll,
        EvaluationContext context)
    {
        var start = context.Arena.Position;
        context.ChargeBytes(text.Length);
        while (true)
        {
            context.Charge(1);
            var index = text.IndexOf(find);
            if (index < 0)
            {
                break;
            }

            // An empty text occurs before every character; it is replaced there, and the character goes through.
            var step = find.Length == 0 ? StepLength(text) : 0;
            context.Arena.WriteRaw(text[..index]);
            context.Arena.WriteRaw(replacement);
            context.Arena.WriteRaw(text.Slice(index, step));
            context.ChargeBytes(text.Length);
            var atEnd = find.Length == 0 && text.IsEmpty;
            text = text[(index + find.Length + step)..];
            if (!isForAll || atEnd)
            {
                break;
            }
        }

        context.Arena.WriteRaw(text);
        return context.TextFrom(start);
    }

    private static int StepLength(ReadOnlySpan<byte> text)
    {
        var length = Math.Min(1, text.Length);
        while (length < text.Length && Utf8.IsContinuation(text[length]))
        {
            length++;
        }

        return length;
    }

    private static void Check(string name, in BsonValue value, string argument, int code)
    {
        if (!value.IsNullish && value.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(code, name, $"a string as '{argument}'", value);
        }
    }
}
