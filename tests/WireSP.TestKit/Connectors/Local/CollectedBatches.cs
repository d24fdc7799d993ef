using WireSP.Bson;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Connectors.Local;

/// <summary>What a source handed over, kept beyond its batches.</summary>
public sealed class CollectedBatches
{
    private readonly List<BsonDocument> _documents = [];
    private readonly List<string> _metadata = [];
    private readonly List<long> _times = [];
    private readonly List<string> _undecodable = [];

    /// <summary>Documents and records.</summary>
    public int Count => _documents.Count + _undecodable.Count;

    /// <summary>The documents in order.</summary>
    public IReadOnlyList<BsonDocument> Documents => _documents;

    /// <summary>Their stream metadata as text.</summary>
    public IReadOnlyList<string> Metadata => _metadata;

    /// <summary>Their event times, milliseconds since 1970-01-01 UTC.</summary>
    public IReadOnlyList<long> Times => _times;

    /// <summary>Why records could not be decoded.</summary>
    public IReadOnlyList<string> Undecodable => _undecodable;

    /// <summary>The changes in short: <c>insert 1</c>.</summary>
    public IReadOnlyList<string> Changes => [.. _documents.Select(Describe)];

    /// <summary>Takes a batch.</summary>
    public void Add(SourceBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        foreach (var document in batch.Documents)
        {
            _documents.Add(document.Body.Copy());
            _times.Add(document.EventTimeMs);
            var writer = new BsonWriter();
            var root = writer.BeginDocument();
            document.Origin.Describer!.WriteMetadata(document.Origin, writer);
            writer.End(root);
            _metadata.Add(ExtendedJson.Format(writer.ToDocument()));
        }

        foreach (var record in batch.Undecodable)
        {
            _undecodable.Add(record.Reason);
        }
    }

    private static string Describe(BsonDocument change)
    {
        var key = change["documentKey"];
        var id = key.Type == BsonType.Document ? $" {ExtendedJson.Format(key.AsDocument["_id"])}" : "";
        return $"{change["operationType"].AsString}{id}";
    }
}
