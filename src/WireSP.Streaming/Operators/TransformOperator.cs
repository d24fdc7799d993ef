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
        StreamDocument made;
        try
        {
            transform.Apply(fields.Context, writer);
            made = document.WithBody(DocumentSize.Check(writer.DocumentFrom(start)));
            following.Begin(made);
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        Next.Process(made);
        Output.Reclaim(start, kept);
    }
}
