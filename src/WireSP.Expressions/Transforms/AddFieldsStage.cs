using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Compiles <c>$addFields</c>, also known as <c>$set</c>.</summary>
internal static class AddFieldsStage
{
    public static DocumentTransform Compile(string stageName, BsonValue argument, CompileContext context)
    {
        if (argument.Type != BsonType.Document)
        {
            throw new ExpressionSyntaxException(
                40272, $"{stageName} specification stage must be an object, got {TypeNames.Of(argument.Type)}");
        }

        if (argument.AsDocument.IsEmpty)
        {
            throw new ExpressionSyntaxException(40177, $"{stageName} must name at least one field");
        }

        var tree = new ProjectionTree(stageName, collisionCode: 40176, context);
        foreach (var element in argument.AsDocument)
        {
            Add(element.Name, element.Value, tree);
        }

        return new SpliceTransform(tree.Root, tree.Expressions, context);
    }

    private static void Add(string path, BsonValue value, ProjectionTree tree)
    {
        if (value.Type != BsonType.Document || value.AsDocument.IsEmpty || StageShapes.IsExpression(value.AsDocument))
        {
            tree.Compute(path, value);
            return;
        }

        // A document that is no expression sets the fields inside and keeps the others.
        foreach (var element in value.AsDocument)
        {
            var name = element.Name;
            if (name.Contains('.', StringComparison.Ordinal))
            {
                throw new ExpressionSyntaxException(
                    40183, $"cannot use the dotted field name '{name}' in a sub object", $"{path}.{name}");
            }

            Add($"{path}.{name}", element.Value, tree);
        }
    }
}
