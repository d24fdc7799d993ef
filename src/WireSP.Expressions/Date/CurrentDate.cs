using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$currentDate</c>: the time now.</summary>
internal sealed class CurrentDate : Expression
{
    public static readonly ExpressionSpec Spec = new("$currentDate", Compile)
    {
        Summary = "Gives the time of the workspace's clock when it is evaluated.",
        Syntax = "{ $currentDate: {} }",
        IsVolatile = true,
        Examples =
        [
            new("""{ "$type": { "$currentDate": {} } }""", "\"date\""),
            new("""{ "$gt": [{ "$currentDate": {} }, { "$toDate": "2020-01-01" }] }""", "true"),
            new("""{ "$isNumber": { "$currentDate": {} } }""", "false"),
        ],
    };

    public override BsonValue Evaluate(EvaluationContext context) =>
        BsonValue.FromDateTime(context.Clock.GetUtcNow());

    private static CurrentDate Compile(BsonValue argument, CompileContext context) =>
        argument.Type == BsonType.Document && argument.AsDocument.IsEmpty
            ? new CurrentDate()
            : throw new ExpressionSyntaxException(9, "$currentDate takes an empty object");
}
