namespace WireSP.Streaming.Operators;

/// <content>What the operators keep: state, and beside it memory of windows that are gone.</content>
internal sealed partial class OperatorChain
{
    /// <summary>Bytes of state after the last batch; may be read from any thread, like all that is published.</summary>
    public long PublishedStateBytes { get; private set; }

    /// <summary>Bytes kept beside the state, to be used again, after the last batch.</summary>
    public long PublishedSpareBytes { get; private set; }

    /// <summary>Most bytes of both together after any batch.</summary>
    public long PublishedMemoryBytesMax { get; private set; }

    /// <summary>Between batches: gives back what is only kept because it may save work.</summary>
    /// <param name="bytes">How much is wanted.</param>
    public void GiveBack(long bytes)
    {
        foreach (var one in _operators)
        {
            one.GiveBack(bytes);
        }

        PublishMemory();
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
