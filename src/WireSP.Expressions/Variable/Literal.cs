using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$literal</c>: a value that is not an expression, whatever it looks like.</summary>
internal static class Literal
{
    public static readonly ExpressionSpec Spec = new("$literal", Compile)
    {
        Summary = "Gives its argument as it is, without reading it as an expression.",
        Syntax = "{ $literal: value }",
        Examples =
        [
            new("""{ "$literal": "$price" }""", "\"$price\""),
            new("""{ "$literal": { "$add": [1, 2] } }""", """{ "$add": [1, 2] }"""),
            new("""{ "$literal": null }""", "null"),
        ],
    };

    private static Constant Compile(BsonValue argument, CompileContext context) => new(argument.Copy());
}
