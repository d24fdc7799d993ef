using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <summary>
/// An operator without state that also takes all documents of a batch at once, when the whole chain does: it then finds
/// their fields itself, and one guard against failures serves for all of them.
/// </summary>
internal abstract class BatchOperator(string name, ChainOutput output, FieldScope fields) : Operator(name, output)
{
    // What was made of the batch, for the next operator; unused when that one only collects.
    private readonly DocumentRows _made = new();
    private bool _isBegun;

    /// <summary>Who made the documents that come in.</summary>
    public IDocumentMaker? Maker { get; set; }

    /// <summary>What the operator reads of documents.</summary>
    protected FieldScope Fields { get; } = fields;

    /// <summary>The document at hand.</summary>
    protected int Index { get; private set; }

    /// <summary>Takes the documents of a batch.</summary>
    public void ProcessAll(DocumentRows documents)
    {
        Count(documents.Count, documents.Bytes);
        var collector = Next as CollectOperator;
        var made = collector is null ? _made : Output.Batch.Documents;
        var (count, bytes) = (made.Count, made.Bytes);
        var start = Output.Writer.Position;
        var kept = Output.KeptCount;
        Index = -1;
        while (Index < documents.Count)
        {
            try
            {
                Run(documents, made);
            }
            catch (Exception failure) when (FailsOne(documents[Index], failure))
            {
                // The next call goes on behind it.
            }
        }

        if (collector is not null)
        {
            collector.CountAdded(made.Count - count, made.Bytes - bytes);
            return;
        }

        ((BatchOperator)Next).ProcessAll(made);
        made.Clear();
        Output.Reclaim(start, kept);
    }

    /// <summary>Goes through the documents, which <see cref="TryBegin"/> gives, and adds what it makes.</summary>
    protected abstract void Run(DocumentRows documents, DocumentRows made);

    /// <summary>Takes back what was written of the document at hand, which failed.</summary>
    protected virtual void Undo()
    {
    }

    /// <summary>Turns to the next document; false when there is none.</summary>
    protected bool TryBegin(DocumentRows documents)
    {
        if (++Index >= documents.Count)
        {
            return false;
        }

        _isBegun = false;
        documents.Prefetch(Index + Prefetch.DocumentsAhead);
        Fields.Begin(documents, Index);
        _isBegun = true;
        return true;
    }

    /// <summary>Goes past documents that are done with.</summary>
    protected void Skip(int count) => Index += count;

    private bool FailsOne(in StreamDocument document, Exception failure)
    {
        if (!_isBegun)
        {
            Count(-1, -document.Body.Length);
            return Maker!.Fails(document, failure);
        }

        if (!Fails(document, failure))
        {
            return false;
        }

        Undo();
        return true;
    }
}
