namespace WireSP.Expressions.Operators;

/// <summary><c>$type</c>: the name of a value's type.</summary>
internal static class TypeOf
{
    public static readonly ExpressionSpec Spec = new(
        "$type", ExpressionSpec.Unary("$type", static operand => TypeNames.ValueOf(operand.Type)))
    {
        Summary = "Gives the name of the type of a value; missing for no value.",
        Syntax = "{ $type: expression }",
        Examples =
        [
            new("""{ "$type": 1 }""", "\"int\""),
            new("""{ "$type": "$a" }""", "\"missing\""),
            new("""{ "$type": [["x"]] }""", "\"array\""),
        ],
    };
}
