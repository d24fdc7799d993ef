using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Operators;

/// <summary>Lets documents pass that match a predicate, as they are; copies nothing.</summary>
internal abstract class FilterOperator(
    string name, ChainOutput output, Predicate predicate, FieldScope fields, FieldScope following)
    : BatchOperator(name, output, fields)
{
    // Null where documents have to be looked at one by one.
    private readonly RunReader? _reader = fields.CreateRunReader([predicate.ToInput()]);

    private RunPace _pace = new();

    /// <inheritdoc/>
    public sealed override long DroppedCount => InputCount - Next.InputCount - DeadLetterCount;

    /// <summary>Has documents answer the predicate while they are made.</summary>
    public void AskOf(TransformRun run) => Fields.Ask(run, predicate);

    /// <summary>The context that the predicate is evaluated in.</summary>
    public EvaluationContext Context => Fields.Context;

    /// <summary>
    /// Answers the predicate for documents that are not written yet; null where something becomes of those that do not
    /// match.
    /// </summary>
    public ColumnTest? CreateColumnTest() => Rejects ? null : Fields.CreateColumnTest(predicate);

    /// <summary>Counts documents that did not match and were never written.</summary>
    public void CountLeftOut(int count, long bytes) => Count(count, bytes);

    /// <inheritdoc/>
    public sealed override void Process(in StreamDocument document)
    {
        Count(document);
        bool matches;
        try
        {
            matches = predicate.Matches(Fields.Context);
            if (matches)
            {
                // Only now: what the stages behind read is not worth finding in documents that they never see.
                following.Begin(document);
            }
        }
        catch (Exception failure) when (Fails(document, failure))
        {
            return;
        }

        if (matches)
        {
            Next.Process(document);
        }
        else
        {
            Reject(document);
        }
    }

    /// <inheritdoc/>
    protected sealed override void Run(DocumentRows documents, DocumentRows made)
    {
        var context = Fields.Context;
        // Asked once, because most documents of a filter may be rejected.
        var rejects = Rejects;
        if (Index < 0)
        {
            // As a rule a batch begins as the one before ended.
            GoOn(documents, made, rejects);
        }

        while (TryBegin(documents))
        {
            if (predicate.Matches(context))
            {
                made.AddFrom(documents, Index);
            }
            else if (rejects)
            {
                Reject(documents[Index]);
            }

            GoOn(documents, made, rejects);
        }
    }

    private void GoOn(DocumentRows documents, DocumentRows made, bool rejects)
    {
        var answers = documents.AnswersFrom(Index + 1);
        if (answers.Length > 0)
        {
            Take(documents, answers, made, rejects);
        }
        else if (_reader is not null && Fields.IsPlain && _reader.CanRead(Fields.Context))
        {
            RunOn(documents, made, rejects);
        }
    }

    // Goes on with documents that are like the one before, for as long as they are.
    private void RunOn(DocumentRows documents, DocumentRows made, bool rejects)
    {
        int offered, done;
        do
        {
            var slices = documents.SlicesFrom(Index + 1, _pace.Wanted + RunReader.DocumentsAhead, out var buffer);
            offered = slices.Length;
            done = _reader!.Read(Fields.Context, buffer, slices);
            Take(documents, _reader[0].Payloads[..done], made, rejects);
        }
        while (_pace.GoesOn(done, offered));
    }

    private void Take(DocumentRows documents, ReadOnlySpan<long> matches, DocumentRows made, bool rejects)
    {
        made.AddChosen(documents, Index + 1, matches);
        for (var i = 0; rejects && i < matches.Length; i++)
        {
            if (matches[i] == 0)
            {
                Reject(documents[Index + 1 + i]);
            }
        }

        Skip(matches.Length);
    }

    /// <summary>Whether anything becomes of a document that does not match.</summary>
    protected virtual bool Rejects => true;

    /// <summary>What becomes of a document that does not match.</summary>
    protected abstract void Reject(in StreamDocument document);
}
