using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$split</c>: the parts of a text between separators.</summary>
internal static class Split
{
    public static readonly ExpressionSpec Spec = new("$split", Compile)
    {
        Summary = "Cuts a string at each occurrence of a separator.",
        Syntax = "{ $split: [string, separator] }",
        Trial = new("""["a", "a"]""")
        {
            Settings = ["1"],
        },
        Examples =
        [
            new("""{ "$split": ["a,b,c", ","] }""", """["a", "b", "c"]"""),
            new("""{ "$split": ["abc", ","] }""", """["abc"]"""),
            new("""{ "$split": [null, ","] }""", "null"),
        ],
    };

    private static SplitExpression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$split", argument, context, 2, 2);
        return new(operands[0], operands[1], context.ReserveMemo());
    }
}
