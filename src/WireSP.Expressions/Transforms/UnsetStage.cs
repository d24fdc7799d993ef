using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Compiles <c>$unset</c>: one path or an array of paths to leave out.</summary>
internal static class UnsetStage
{
    public static DocumentTransform Compile(string stageName, BsonValue argument, CompileContext context)
    {
        var tree = new ProjectionTree(stageName, collisionCode: 31249, context);
        if (argument.Type == BsonType.String)
        {
            tree.Add(argument.AsString, ProjectionAction.Drop);
        }
        else if (argument.Type == BsonType.Array)
        {
            AddAll(argument.AsArray, tree);
        }
        else
        {
            throw new ExpressionSyntaxException(
                31002, $"$unset must be a string or an array of strings, got {TypeNames.Of(argument.Type)}");
        }

        return new SpliceTransform(tree.Root, tree.Expressions, context);
    }

    private static void AddAll(BsonArray paths, ProjectionTree tree)
    {
        if (paths.IsEmpty)
        {
            throw new ExpressionSyntaxException(31119, "$unset must name at least one field");
        }

        foreach (var path in paths)
        {
            if (path.Type != BsonType.String)
            {
                throw new ExpressionSyntaxException(
                    31120, $"$unset takes an array of strings only, found {TypeNames.Of(path.Type)}");
            }

            tree.Add(path.AsString, ProjectionAction.Drop);
        }
    }
}
