using WireSP.Expressions.Matching;

namespace WireSP.Streaming.Operators;

/// <summary>Lets documents pass that match a predicate, as they are; copies nothing.</summary>
internal abstract class FilterOperator(
    string name, ChainOutput output, Predicate predicate, FieldScope fields, FieldScope following)
    : BatchOperator(name, output, fields)
{
    /// <inheritdoc/>
    public sealed override long DroppedCount => InputCount - Next.InputCount - DeadLetterCount;

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
        }
    }

    /// <summary>Whether anything becomes of a document that does not match.</summary>
    protected virtual bool Rejects => true;

    /// <summary>What becomes of a document that does not match.</summary>
    protected abstract void Reject(in StreamDocument document);
}
