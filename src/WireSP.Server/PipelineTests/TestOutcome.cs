using WireSP.Streaming.Simulation;

namespace WireSP.Server.PipelineTests;

/// <summary>What came of one test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Output">Expected beside found outputs; empty when the test does not look at them.</param>
/// <param name="DeadLetters">Expected beside found dead letters.</param>
/// <param name="Statistics">Differences in the statistics.</param>
internal sealed record TestOutcome(
    TestCase Test,
    IReadOnlyList<ListPair> Output,
    IReadOnlyList<ListPair> DeadLetters,
    IReadOnlyList<Difference> Statistics)
{
    /// <summary>The run, with all that came out.</summary>
    public required PipelineSimulation Run { get; init; }

    /// <summary>Why the processor failed; null when it did not.</summary>
    public string? Failure { get; init; }

    /// <summary>How long it took in real time.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Whether everything is as expected.</summary>
    public bool IsPassed =>
        Failure is null && Output.All(pair => pair.IsMatch) && DeadLetters.All(pair => pair.IsMatch)
        && ValueComparison.AreNone(Statistics);
}
