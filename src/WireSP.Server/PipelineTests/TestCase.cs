using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>One test: what comes in at which time, and what must come out.</summary>
/// <param name="Name">The name.</param>
/// <param name="Index">Its place in the file's list.</param>
/// <param name="StartMs">Where the clock stands first, milliseconds since 1970-01-01 UTC.</param>
/// <param name="Steps">What happens, in order of time.</param>
/// <param name="Expectation">What must come out; null when the test does not say it yet.</param>
internal sealed record TestCase(
    string Name, int Index, long StartMs, IReadOnlyList<TestStep> Steps, Expectation? Expectation)
{
    /// <summary>How many source partitions are read.</summary>
    public int Partitions { get; init; } = 1;

    /// <summary>What collections hold: <c>{connection: {database: {collection: [documents]}}}</c>.</summary>
    public BsonDocument Connections { get; init; } = BsonDocument.Empty;

    /// <summary>Whether the lists of outputs and dead letters are compared in any order.</summary>
    public bool IsUnordered { get; init; }
}
