using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$size</c>: the number of elements of an array.</summary>
internal static class Size
{
    public static readonly ExpressionSpec Spec = new("$size", Compile)
    {
        Summary = "Gives the number of elements of an array; anything else is an error.",
        Syntax = "{ $size: array }",
        Examples =
        [
            new("""{ "$size": [[1, 2]] }""", "2"),
            new("""{ "$size": [[]] }""", "0"),
            new("""{ "$size": "$a" }""", "1", """{ "a": [[1, 2]] }"""),
        ],
    };

    /// <summary>The failure of an operand that is no array.</summary>
    public static EvaluationException NotAnArray(in BsonValue operand) =>
        ExpressionErrors.WrongType(17124, "$size", "an array", operand);

    private static Expression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$size", argument, context);
        return operands switch
        {
            [SplitExpression split] => new SplitCount(split),
            [var operand] => new UnaryExpression(operand, Apply),
            _ => throw new ExpressionSyntaxException(
                16020, $"$size takes exactly 1 argument, {operands.Length} were given"),
        };
    }

    private static BsonValue Apply(BsonValue operand, EvaluationContext context) =>
        operand.Type == BsonType.Array ? operand.AsArray.Count() : throw NotAnArray(operand);
}
