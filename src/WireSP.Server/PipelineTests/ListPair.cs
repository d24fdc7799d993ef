namespace WireSP.Server.PipelineTests;

/// <summary>An expected item beside the one that was found in its place.</summary>
/// <param name="Expected">Index of the expected item; null when the found one has no counterpart.</param>
/// <param name="Found">Index of the found item; null when the expected one is not there.</param>
/// <param name="Differences">What differs between the two.</param>
internal sealed record ListPair(int? Expected, int? Found, IReadOnlyList<Difference> Differences)
{
    /// <summary>Whether both are there and equal.</summary>
    public bool IsMatch => Expected is not null && Found is not null && ValueComparison.AreNone(Differences);
}
