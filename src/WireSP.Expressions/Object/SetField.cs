using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setField</c>: an object with one field set.</summary>
internal static class SetField
{
    public static readonly ExpressionSpec Spec = new("$setField", Compile)
    {
        Summary = "Gives an object with a field added, replaced or, by $$REMOVE, taken away; the name may be any text.",
        Syntax = "{ $setField: { field: string, input: object, value: expression } }",
        Trial = new("""{ "field": "a", "input": {}, "value": 1 }"""),
        Examples =
        [
            new("""{ "$setField": { "field": "a.b", "input": { "x": 1 }, "value": 2 } }""", """{ "x": 1, "a.b": 2 }"""),
            new("""{ "$setField": { "field": "x", "input": { "x": 1 }, "value": "$$REMOVE" } }""", "{}"),
            new("""{ "$setField": { "field": "x", "input": null, "value": 1 } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$setField", 4161100, 4161101, new Parameter("field", 4161102), new Parameter("input", 4161109),
        new Parameter("value", 4161103));

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        return FieldUpdate.Compile("$setField", bound[0], bound[1], bound[2], context);
    }
}
