using WireSP.Bson;

namespace WireSP.Expressions.Transforms;

/// <summary>Tells the shapes of what may stand beside a field's name in a stage apart.</summary>
internal static class StageShapes
{
    /// <summary>Whether a document is an expression: its first name begins with a dollar sign.</summary>
    public static bool IsExpression(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.NameUtf8 is [(byte)'$', ..];
        }

        return false;
    }
}
