using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming;

namespace WireSP.Connectors;

/// <summary>Answers <c>$meta</c> in a sink's expressions, for the document that is being written.</summary>
internal sealed class OriginMetadata : IStreamMetadata
{
    private readonly BsonWriter _writer = new();

    /// <summary>The document.</summary>
    public StreamDocument Document { get; set; }

    /// <inheritdoc/>
    public BsonDocument GetStreamMetadata()
    {
        _writer.Reset();
        var start = _writer.BeginDocument();
        var origin = Document.Origin;
        origin.Describer?.WriteMetadata(origin, _writer);
        _writer.End(start);
        return _writer.DocumentFrom(start);
    }
}
