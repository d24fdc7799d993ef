namespace WireSP.Streaming;

/// <summary>Hears of documents that a stage was told to drop, so that none disappears without a trace.</summary>
public interface IDiscardLog
{
    /// <summary>Called once for a batch in which documents were dropped.</summary>
    void Discarded(long count);
}
