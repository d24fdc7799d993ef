using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.TestKit.Connectors;

/// <summary>Keeps what a sink could not write.</summary>
public sealed class CollectedFailures : ISinkFailures
{
    private readonly List<(BsonDocument Document, string Reason)> _failures = [];

    /// <summary>The documents, in order.</summary>
    public IReadOnlyList<BsonDocument> Documents => [.. _failures.Select(failure => failure.Document)];

    /// <summary>The reasons, in order.</summary>
    public IReadOnlyList<string> Reasons => [.. _failures.Select(failure => failure.Reason)];

    /// <inheritdoc/>
    public void DeadLetter(in StreamDocument document, string reason) =>
        _failures.Add((document.Body.Copy(), reason));
}
