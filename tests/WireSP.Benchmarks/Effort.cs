namespace WireSP.Benchmarks;

/// <summary>How much is measured.</summary>
/// <param name="Warmups">Rounds before the first that counts.</param>
/// <param name="WarmupSeconds">Processor time before the first round that counts, at least: optimised code arrives a
/// while after a method has become hot.</param>
/// <param name="Rounds">Rounds that count.</param>
/// <param name="StatelessDocuments">Documents a round, for queries without state.</param>
/// <param name="WindowDocuments">
/// Documents a round, for windows: in its steady part one has to close that has the memory of an earlier one.
/// </param>
/// <param name="PeerDocuments">Documents that the peers get, which are slower by far.</param>
/// <param name="PeerSeconds">How long each peer runs.</param>
/// <param name="StormSeconds">How long each storm of requests lasts.</param>
/// <param name="CoversAll">Whether workloads without a gate are measured too.</param>
internal sealed record Effort(
    int Warmups,
    double WarmupSeconds,
    int Rounds,
    int StatelessDocuments,
    int WindowDocuments,
    int PeerDocuments,
    double PeerSeconds,
    double StormSeconds,
    bool CoversAll)
{
    /// <summary>For publishing: under five minutes.</summary>
    public static readonly Effort Full = new(6, 1.5, 15, 840_000, 400_000, 40_000, 6, 3, true);

    /// <summary>For every change: under two minutes.</summary>
    public static readonly Effort Short = new(4, 0.7, 9, 420_000, 320_000, 8_000, 1, 0.5, false);
}
