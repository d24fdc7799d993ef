using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$createUUID</c>: a new UUID.</summary>
internal sealed class CreateUuid : Expression
{
    public static readonly ExpressionSpec Spec = new("$createUUID", Compile)
    {
        Summary = "Gives a new random UUID (version 4), a new one at each evaluation.",
        Syntax = "{ $createUUID: {} }",
        Examples =
        [
            new("""{ "$type": { "$createUUID": {} } }""", "\"binData\""),
            new("""{ "$binarySize": { "$createUUID": {} } }""", "16"),
            new("""{ "$eq": [{ "$createUUID": {} }, { "$createUUID": {} }] }""", "false"),
        ],
    };

    public override BsonValue Evaluate(EvaluationContext context)
    {
        Span<byte> bytes = stackalloc byte[16];
        _ = Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        return context.Binary(bytes, subtype: 4);
    }

    private static CreateUuid Compile(BsonValue argument, CompileContext context) => EmptyArgument.Is(argument)
        ? new CreateUuid()
        : throw new ExpressionSyntaxException(9, "$createUUID does not accept arguments");
}
