using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming.Operators;

/// <summary>
/// Makes one document from one: $project, $set, $unset, $replaceRoot. A document grown past 16 MiB is a dead letter.
/// </summary>
internal sealed class TransformOperator(
    string name, ChainOutput output, DocumentTransform transform, FieldScope fields, FieldScope following)
    : BatchOperator(name, output, fields)
{
    // Null where documents have to be looked at one by one.
    private readonly TransformRun? _run = fields.CreateTransformRun(transform);

    private RunPace _pace = new();
    private int _start;
    private bool _hasAsked;

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
                if (!transform.TryApply(Fields.Context, writer))
                {
                    Fail(document, Fields.Context);
                    writer.Truncate(start);
                    return;
                }

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
        if (Index < 0)
        {
            // As a rule a batch begins as the one before ended.
            GoOn(documents, made);
        }

        while (TryBegin(documents))
        {
            _start = writer.Position;
            if (mayForward && transform.TryForward(context, out var body))
            {
                made.AddMade(documents, Index, body.Buffer, body.Offset, body.Length);
            }
            else if (transform.TryApply(context, writer))
            {
                var length = writer.Position - _start;
                DocumentSize.Check(length);
                made.AddMade(documents, Index, writer.Buffer, _start, length);
            }
            else
            {
                Fail(documents[Index], context);
                Undo();
                continue;
            }

            GoOn(documents, made);
        }
    }

    /// <inheritdoc/>
    protected override void Undo() => Output.Writer.Truncate(_start);

    private void GoOn(DocumentRows documents, DocumentRows made)
    {
        if (_run is not null && Fields.IsPlain && _run.CanApply(Fields.Context))
        {
            RunOn(documents, made);
        }
    }

    // Goes on with documents that are like the one before, for as long as they are.
    private void RunOn(DocumentRows documents, DocumentRows made)
    {
        if (!_hasAsked)
        {
            _hasAsked = true;
            (Next as FilterOperator)?.AskOf(_run!);
        }

        Span<DocumentSlice> bodies = stackalloc DocumentSlice[RunReader.DocumentsMax];
        var writer = Output.Writer;
        int offered, done;
        do
        {
            var slices = documents.SlicesFrom(Index + 1, _pace.Wanted + RunReader.DocumentsAhead, out var buffer);
            offered = slices.Length;
            done = _run!.Apply(Fields.Context, buffer, slices, writer, bodies);
            made.AddMade(
                documents, Index + 1, _run.FindsParts ? buffer : writer.Buffer, bodies[..done]);
            made.AddAnswers(_run.Answers[..Math.Min(done, _run.Answers.Length)]);
            Skip(done);
        }
        while (_pace.GoesOn(done, offered));
    }
}
