namespace WireSP.Streaming.Enrichment;

/// <summary>What <c>$cachedLookup</c> says of its cache.</summary>
/// <param name="TimeToLive">How long an answer may be used.</param>
/// <param name="BytesMax">Most bytes of answers; null for the default of the tier.</param>
public sealed record LookupCache(TimeSpan TimeToLive, long? BytesMax);
