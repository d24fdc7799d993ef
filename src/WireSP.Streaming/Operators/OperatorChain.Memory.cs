namespace WireSP.Streaming.Operators;

/// <content>
/// What the operators keep: state, and beside it memory of windows that are gone and answers that may be needed again.
/// </content>
internal sealed partial class OperatorChain
{
    /// <summary>Bytes of state after the last batch; may be read from any thread, like all that is published.</summary>
    public long PublishedStateBytes { get; private set; }

    /// <summary>Bytes kept beside the state, to save work, after the last batch.</summary>
    public long PublishedSpareBytes { get; private set; }

    /// <summary>Most bytes of both together after any batch.</summary>
    public long PublishedMemoryBytesMax { get; private set; }

    /// <summary>Between batches: gives back what is only kept because it may save work.</summary>
    /// <param name="bytes">How much is wanted.</param>
    public void GiveBack(long bytes)
    {
        var goal = PublishedStateBytes + PublishedSpareBytes - bytes;
        foreach (var one in _operators)
        {
            if (one is not EnrichOperator)
            {
                one.GiveBack(bytes);
            }
        }

        PublishMemory();

        // Last, because asking the outside again costs more than any memory that is made anew.
        foreach (var one in _enrichments)
        {
            if (PublishedStateBytes + PublishedSpareBytes - goal is > 0 and var missing)
            {
                one.GiveBack(missing);
                PublishMemory();
            }
        }
    }

    private void PublishMemory()
    {
        var stateBytes = _factory.ScriptBytes;
        long spareBytes = 0;
        foreach (var one in _operators)
        {
            stateBytes += one.StateBytes;
            spareBytes += one.SpareBytes;
        }

        PublishedStateBytes = stateBytes;
        PublishedSpareBytes = spareBytes;
        PublishedMemoryBytesMax = Math.Max(PublishedMemoryBytesMax, stateBytes + spareBytes);
    }
}
