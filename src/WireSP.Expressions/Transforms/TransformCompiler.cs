using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Compiles the stages that make one document from one.</summary>
public static class TransformCompiler
{
    private static readonly (string Name, TransformFactory Factory)[] Sorted =
    [
        ("$addFields", AddFieldsStage.Compile),
        ("$project", ProjectStage.Compile),
        ("$replaceRoot", ReplaceRootStage.CompileRoot),
        ("$replaceWith", ReplaceRootStage.CompileWith),
        ("$set", AddFieldsStage.Compile),
        ("$unset", UnsetStage.Compile),
    ];

    /// <summary>The stages' names, sorted.</summary>
    public static IEnumerable<string> StageNames => Sorted.Select(row => row.Name);

    /// <summary>Compiles a stage; the fields that it reads get slots in the context's plan.</summary>
    /// <param name="stageName">The stage's name with its dollar sign.</param>
    /// <param name="argument">The stage's value.</param>
    /// <param name="context">Shared with the stages before it that leave the document as it is.</param>
    /// <exception cref="ExpressionSyntaxException">The argument is not legal; says where and why.</exception>
    public static DocumentTransform Compile(string stageName, BsonValue argument, CompileContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach (var row in Sorted)
        {
            if (row.Name == stageName)
            {
                context.Repeated = RepeatedExpressions.Of(argument);
                try
                {
                    return row.Factory(stageName, argument, context);
                }
                finally
                {
                    context.Repeated = null;
                }
            }
        }

        throw new ArgumentException($"{stageName} is not a stage that makes one document from one", nameof(stageName));
    }

    private delegate DocumentTransform TransformFactory(string stageName, BsonValue argument, CompileContext context);
}
