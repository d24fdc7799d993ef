using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$split</c>: the parts of a text between separators.</summary>
internal static class Split
{
    public static readonly ExpressionSpec Spec = new("$split", ExpressionSpec.Binary("$split", Apply))
    {
        Summary = "Cuts a string at each occurrence of a separator.",
        Syntax = "{ $split: [string, separator] }",
        Examples =
        [
            new("""{ "$split": ["a,b,c", ","] }""", """["a", "b", "c"]"""),
            new("""{ "$split": ["abc", ","] }""", """["abc"]"""),
            new("""{ "$split": [null, ","] }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue text, BsonValue separator, EvaluationContext context)
    {
        if (text.IsNullish || separator.IsNullish)
        {
            return BsonValue.Null;
        }

        if (text.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(40085, "$split", "a string as first argument", text);
        }

        if (separator.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(40086, "$split", "a string as second argument", separator);
        }

        return separator.Length > 0
            ? Cut(text, separator.Bytes, context)
            : throw new EvaluationException(40087, "$split takes a separator that is not empty");
    }

    private static BsonValue Cut(in BsonValue text, ReadOnlySpan<byte> separator, EvaluationContext context)
    {
        // The parts are slices of the text; only their array is written.
        var mark = context.Mark;
        var start = 0;
        while (true)
        {
            context.Charge(1);
            var length = text.Bytes[start..].IndexOf(separator);
            var part = length < 0 ? text.Length - start : length;
            context.Push(BsonValue.FromStringUtf8(text.Buffer!, text.Offset + start, part));
            if (length < 0)
            {
                return context.TakeArray(mark);
            }

            start += length + separator.Length;
        }
    }
}
