using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// What a test expects. What is null is not compared, but for dead letters: none may be lost unnoticed.
/// </summary>
/// <param name="Output">Documents that reach the sink; null when the test does not look at them.</param>
/// <param name="DeadLetters">Fields of the dead letters; null stands for none at all.</param>
/// <param name="Statistics">Fields of the statistics at the end; null when the test does not look at them.</param>
internal sealed record Expectation(
    IReadOnlyList<ExpectedOutput>? Output, IReadOnlyList<BsonDocument>? DeadLetters, BsonDocument? Statistics)
{
    /// <summary>What a test expects that has not said it yet: nothing at all.</summary>
    public static Expectation Nothing { get; } = new([], null, null);
}
