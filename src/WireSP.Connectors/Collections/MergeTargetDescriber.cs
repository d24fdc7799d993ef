using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Says where <c>$merge</c> would bring a document: the collection, and what happens there where that depends on the
/// document. Refuses what the sink refuses before it writes.
/// </summary>
internal sealed class MergeTargetDescriber(MergeOptions options, TimeProvider clock) : ITargetDescriber
{
    private readonly MergeReader _reader = new(options, clock);

    /// <inheritdoc/>
    public BsonDocument Describe(in StreamDocument document)
    {
        if (!_reader.NeedsId(document.Body))
        {
            _ = _reader.Key.Read(document.Body);
        }

        var write = _reader.Read(document, document.Body);
        var target = new BsonDocumentBuilder { { "db", write.Into.Database }, { "coll", write.Into.Collection } };
        if (options.MatchedChoice is not null)
        {
            target.Add("whenMatched", MergeWords.Of(write.WhenMatched));
        }

        if (options.NotMatchedChoice is not null)
        {
            target.Add("whenNotMatched", write.IsInserted ? "insert" : "discard");
        }

        return target.ToDocument();
    }
}
