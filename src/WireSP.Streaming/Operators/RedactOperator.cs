using WireSP.Bson;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Operators;

/// <summary><c>$redact</c>: a document that is kept whole keeps its bytes where they are.</summary>
internal sealed class RedactOperator(
    Redaction redaction, string name, ChainOutput output, FieldScope fields, FieldScope following)
    : BatchOperator(name, output, fields)
{
    private int _start;

    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        var writer = Output.Writer;
        var start = writer.Position;
        var kept = Output.KeptCount;
        RedactionOutcome outcome;
        BsonDocument body;
        try
        {
            outcome = redaction.Apply(Fields.Context, writer);
            body = outcome == RedactionOutcome.Written ? writer.DocumentFrom(start) : document.Body;
            if (outcome != RedactionOutcome.Pruned)
            {
                following.Begin(body, document);
            }
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            writer.Truncate(start);
            return;
        }

        if (outcome != RedactionOutcome.Pruned)
        {
            Next.Process(document.WithBody(body));
            Output.Reclaim(start, kept);
        }
    }

    /// <inheritdoc/>
    protected override void Run(DocumentRows documents, DocumentRows made)
    {
        var context = Fields.Context;
        var writer = Output.Writer;
        while (TryBegin(documents))
        {
            _start = writer.Position;
            var outcome = redaction.Apply(context, writer);
            if (outcome == RedactionOutcome.Kept)
            {
                made.AddFrom(documents, Index);
            }
            else if (outcome == RedactionOutcome.Written)
            {
                made.AddMade(documents, Index, writer.Buffer, _start, writer.Position - _start);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Undo() => Output.Writer.Truncate(_start);
}
