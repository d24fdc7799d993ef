namespace WireSP.Streaming.Operators;

/// <summary>The end of a chain: puts documents into the batch that goes to the sink.</summary>
internal sealed class CollectOperator(string name, ChainOutput output) : Operator(name, output)
{
    /// <inheritdoc/>
    public override void Process(in StreamDocument document)
    {
        Count(document);
        Output.Batch.Documents.Add(document);
        Output.KeptCount++;
    }

    /// <summary>Puts all documents of a source batch into the output.</summary>
    public void ProcessAll(DocumentRows documents)
    {
        Count(documents.Count, documents.Bytes);
        Output.Batch.Documents.AddRange(documents);
        Output.KeptCount += documents.Count;
    }

    /// <summary>Counts documents that were put straight into the output.</summary>
    public void CountAdded(int count, long bytes)
    {
        Count(count, bytes);
        Output.KeptCount += count;
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }
}
