namespace WireSP.Server.PipelineTests;

/// <summary>One place where what came out is not what was expected.</summary>
/// <param name="Path">Dotted path inside the document; empty for the whole.</param>
/// <param name="Expected">What was expected; null for nothing.</param>
/// <param name="Found">What was found; null for nothing.</param>
internal sealed record Difference(string Path, string? Expected, string? Found)
{
    /// <summary>
    /// Whether it is only worth a word, and no failure: a number of another type with the same value.
    /// </summary>
    public bool IsNote { get; init; }
}
