using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.TestKit.Streaming;

/// <summary>A registry with <c>in</c> and <c>out</c> of the test connector; nobody serves <c>other</c>.</summary>
internal sealed class TestConnections : IConnectionRegistry
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Names { get; } = ["in", "other", "out"];

    /// <inheritdoc/>
    public ConnectionDefinition? Find(string name) => name switch
    {
        "in" or "out" => new ConnectionDefinition(name, "Test", BsonDocument.Empty),
        "other" => new ConnectionDefinition(name, "Other", BsonDocument.Empty),
        _ => null,
    };
}
