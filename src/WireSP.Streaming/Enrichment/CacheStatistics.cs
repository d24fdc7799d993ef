namespace WireSP.Streaming.Enrichment;

/// <summary>How often a cache had the answer.</summary>
/// <param name="Hits">Documents whose answer was there.</param>
/// <param name="Misses">Documents whose answer was not there, or too old.</param>
/// <param name="Entries">Answers that are there now.</param>
public readonly record struct CacheStatistics(long Hits, long Misses, long Entries)
{
    /// <summary>The part of the documents whose answer was there, 0 to 1.</summary>
    public double HitRate => Hits + Misses == 0 ? 0 : (double)Hits / (Hits + Misses);

    /// <summary>These counts with an earlier attempt's added.</summary>
    public CacheStatistics After(CacheStatistics? earlier) =>
        earlier is { } before ? this with { Hits = Hits + before.Hits, Misses = Misses + before.Misses } : this;
}
