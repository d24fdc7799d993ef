using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$createUUID</c>: a new UUID.</summary>
internal sealed class CreateUuid : Expression
{
    public static readonly ExpressionSpec Spec = new("$createUUID", Compile)
    {
        Summary = "Gives a new random UUID (version 4), a new one at each evaluation.",
        Syntax = "{ $createUUID: {} }",
        IsVolatile = true,
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
        if (context.Clock is SeededClock seeded)
        {
            seeded.Fill(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        }
        else
        {
            _ = Guid.NewGuid().TryWriteBytes(bytes, bigEndian: true, out _);
        }

        return context.Binary(bytes, subtype: 4);
    }

    private static CreateUuid Compile(BsonValue argument, CompileContext context) => EmptyArgument.Is(argument)
        ? new CreateUuid()
        : throw new ExpressionSyntaxException(9, "$createUUID does not accept arguments");
}
