namespace WireSP.Streaming.Sources;

/// <summary>
/// A source that needs no outside system: it knows when its next document comes, so that a simulation can go there at
/// once. Used by one caller, after it was opened.
/// </summary>
public interface ISelfTimedSource : ISource
{
    /// <summary>When the next document comes, milliseconds since 1970-01-01 UTC; null for never.</summary>
    long? NextMs { get; }

    /// <summary>Fills the batch with what is there by now, without waiting.</summary>
    void Read(SourceBatch batch);
}
