using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$createObjectId</c>: a new object id.</summary>
internal sealed class CreateObjectId : Expression
{
    public static readonly ExpressionSpec Spec = new("$createObjectId", Compile)
    {
        Summary = "Gives a new object id of the workspace's clock, a new one at each evaluation.",
        Syntax = "{ $createObjectId: {} }",
        IsVolatile = true,
        Examples =
        [
            new("""{ "$type": { "$createObjectId": {} } }""", "\"objectId\""),
            new("""{ "$isNumber": { "$createObjectId": {} } }""", "false"),
            new("""{ "$eq": [{ "$createObjectId": {} }, { "$createObjectId": {} }] }""", "false"),
        ],
    };

    public override BsonValue Evaluate(EvaluationContext context) => ObjectId.New(context.Clock);

    private static CreateObjectId Compile(BsonValue argument, CompileContext context) => EmptyArgument.Is(argument)
        ? new CreateObjectId()
        : throw new ExpressionSyntaxException(9, "$createObjectId does not accept arguments");
}
