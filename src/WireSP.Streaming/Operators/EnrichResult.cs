using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Operators;

/// <summary>Puts an answer into its document, as <c>$addFields</c> of a variable does.</summary>
/// <param name="transform">Sets the field to the variable, the only one of its scope.</param>
/// <param name="fields">The scope of the transform.</param>
/// <param name="following">The scope of the stages that look at the new document.</param>
internal sealed class EnrichResult(DocumentTransform transform, FieldScope fields, FieldScope following)
{
    /// <summary>Writes the new document and turns the stages behind to it.</summary>
    /// <exception cref="EvaluationException">It cannot be made, or is too large.</exception>
    public BsonDocument Apply(in StreamDocument document, BsonValue answer, BsonWriter writer)
    {
        var start = writer.Position;
        fields.Begin(document);
        fields.Context.Variables[0] = answer;
        transform.Apply(fields.Context, writer);
        var body = DocumentSize.Check(writer.DocumentFrom(start));
        following.Begin(body, document);
        return body;
    }
}
