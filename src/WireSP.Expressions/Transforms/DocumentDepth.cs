using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Keeps walks over nested documents within the depth that the format allows.</summary>
internal static class DocumentDepth
{
    /// <summary>Checks a level.</summary>
    /// <exception cref="EvaluationException">It is too deep.</exception>
    public static void Check(int depth)
    {
        if (depth > BsonLimits.NestingDepthMax)
        {
            throw new EvaluationException(15, $"the document nests more than {BsonLimits.NestingDepthMax} levels deep");
        }
    }
}
