using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$serializeEJSON</c>: a value spelled out in Extended JSON.</summary>
internal static class SerializeEjson
{
    public static readonly ExpressionSpec Spec = new("$serializeEJSON", Compile)
    {
        Summary = """Spells a value out as Extended JSON does, types as objects such as { $numberLong: "1" }; null """
            + "for null.",
        Syntax = "{ $serializeEJSON: { input: expression, relaxed: bool, onError: expression } }",
        Examples =
        [
            new("""{ "$objectToArray": { "$serializeEJSON": { "input": 1 } } }""",
                """[{ "k": "$numberInt", "v": "1" }]"""),
            new("""{ "$serializeEJSON": { "input": { "a": 1 }, "relaxed": true } }""", """{ "a": 1 }"""),
            new("""{ "$serializeEJSON": { "input": null } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new("$serializeEJSON", 9, 9, new Parameter("input", 9),
        new Parameter("relaxed") { Default = false }, new Parameter("onError") { MayBeSkipped = true });

    private static EjsonConversion Compile(BsonValue argument, CompileContext context)
    {
        var operands = Named.Compile(argument, context);
        var hasErrorValue = argument.AsDocument.TryGetValue("onError"u8, out _);
        return new EjsonConversion(operands[0], hasErrorValue ? operands[2] : null, (value, evaluation) =>
        {
            var relaxed = Truth.Of(operands[1].Evaluate(evaluation));
            var options = relaxed ? ExtendedJsonOptions.Relaxed : ExtendedJsonOptions.Canonical;
            return JsonText.ReadAny(evaluation.Text(ExtendedJson.Format(value, options)), evaluation);
        });
    }
}
