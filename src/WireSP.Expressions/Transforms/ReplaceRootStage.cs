using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Compiles <c>$replaceRoot</c> and <c>$replaceWith</c>.</summary>
internal static class ReplaceRootStage
{
    public static DocumentTransform CompileRoot(string stageName, BsonValue argument, CompileContext context)
    {
        if (argument.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                40229, $"{stageName} must be an object with the field newRoot, got {TypeNames.Of(argument.Type)}");
        }

        var newRoot = BsonValue.Missing;
        foreach (var element in argument.AsDocument)
        {
            newRoot = element.NameEquals("newRoot"u8)
                ? element.Value
                : throw new ExpressionSyntaxException(
                    40230, $"{stageName} has no field '{element.Name}'; expected newRoot", element.Name);
        }

        return newRoot.IsMissing
            ? throw new ExpressionSyntaxException(40231, $"{stageName} needs the field newRoot")
            : ReplaceRootTransform.Create("newRoot", ExpressionCompiler.Compile(newRoot, context), "newRoot");
    }

    public static DocumentTransform CompileWith(string stageName, BsonValue argument, CompileContext context) =>
        ReplaceRootTransform.Create("replacement document", ExpressionCompiler.Compile(argument, context));
}
