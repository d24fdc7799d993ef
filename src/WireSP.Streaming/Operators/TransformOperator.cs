using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Makes one document from one: $project, $set, $unset, $replaceRoot. A document grown past 16 MiB is a dead letter.
/// </summary>
internal sealed class TransformOperator(
    string name, ChainOutput output, DocumentTransform transform, FieldScope fields, FieldScope following)
    : Operator(name, output)
{
    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        BsonDocument body;
        try
        {
            // A document that stays as it is, or a part of one, keeps its bytes where they are.
            if (!transform.TryForward(fields.Context, out body))
            {
                transform.Apply(fields.Context, writer);
                body = DocumentSize.Check(writer.DocumentFrom(start));
            }

            following.Begin(body, document);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        Next.Process(document.WithBody(body));
        Output.Reclaim(start, kept);
    }
}
