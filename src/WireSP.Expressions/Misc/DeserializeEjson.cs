using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$deserializeEJSON</c>: a value read from its Extended JSON form.</summary>
internal static class DeserializeEjson
{
    public static readonly ExpressionSpec Spec = new("$deserializeEJSON", Compile)
    {
        Summary = """Turns objects such as { $numberLong: "1" } into the values that they stand for; null for null.""",
        Syntax = "{ $deserializeEJSON: { input: expression, onError: expression } }",
        Examples =
        [
            new("""{ "$deserializeEJSON": { "input": "$doc" } }""", """{ "a": 1 }""", """{ "doc": { "a": 1 } }"""),
            new(
                """{ "$deserializeEJSON": { "input": { "$serializeEJSON": { "input": { "$toLong": 5 } } } } }""",
                """{ "$numberLong": "5" }"""),
            new("""{ "$deserializeEJSON": { "input": null } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named =
        new("$deserializeEJSON", 9, 9, new Parameter("input", 9), new Parameter("onError") { MayBeSkipped = true });

    private static EjsonConversion Compile(BsonValue argument, CompileContext context)
    {
        var operands = Named.Compile(argument, context);
        var hasErrorValue = argument.AsDocument.TryGetValue("onError"u8, out _);
        return new EjsonConversion(operands[0], hasErrorValue ? operands[1] : null, static (value, _) =>
            ExtendedJson.ParseValue(ExtendedJson.Format(value, ExtendedJsonOptions.Relaxed)));
    }
}
