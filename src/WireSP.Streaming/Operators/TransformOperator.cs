using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Makes one document from one: $project, $set, $unset, $replaceRoot. A document grown past 16 MiB is a dead letter.
/// </summary>
internal sealed class TransformOperator(
    string name, ChainOutput output, DocumentTransform transform, FieldScope fields, FieldScope following)
    : BatchOperator(name, output, fields)
{
    private int _start;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var writer = Output.Writer;
        var kept = Output.KeptCount;
        var start = writer.Position;
        BsonDocument body;
        try
        {
            // A document that stays as it is, or a part of one, keeps its bytes where they are.
            if (!transform.TryForward(Fields.Context, out body))
            {
                transform.Apply(Fields.Context, writer);
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

    /// <inheritdoc/>
    protected override void Run(DocumentRows documents, DocumentRows made)
    {
        var context = Fields.Context;
        var writer = Output.Writer;
        var mayForward = transform.MayForward;
        while (TryBegin(documents))
        {
            _start = writer.Position;
            if (mayForward && transform.TryForward(context, out var body))
            {
                made.AddMade(documents, Index, body.Buffer, body.Offset, body.Length);
                continue;
            }

            transform.Apply(context, writer);
            var length = writer.Position - _start;
            DocumentSize.Check(length);
            made.AddMade(documents, Index, writer.Buffer, _start, length);
        }
    }

    /// <inheritdoc/>
    protected override void Undo() => Output.Writer.Truncate(_start);
}
