using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$unsetField</c>: an object without one field.</summary>
internal static class UnsetField
{
    public static readonly ExpressionSpec Spec = new("$unsetField", Compile)
    {
        Summary = "Gives an object without the field of that name, which may be any text.",
        Syntax = "{ $unsetField: { field: string, input: object } }",
        Trial = new("""{ "field": "a", "input": {} }"""),
        Examples =
        [
            new("""{ "$unsetField": { "field": "x", "input": { "x": 1, "y": 2 } } }""", """{ "y": 2 }"""),
            new("""{ "$unsetField": { "field": "z", "input": { "x": 1 } } }""", """{ "x": 1 }"""),
            new("""{ "$unsetField": { "field": "x", "input": null } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$unsetField", 4161100, 4161101, new Parameter("field", 4161102), new Parameter("input", 4161109));

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        return FieldUpdate.Compile("$unsetField", bound[0], bound[1], BsonValue.Missing, context);
    }
}
