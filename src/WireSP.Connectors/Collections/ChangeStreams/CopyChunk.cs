using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Documents of a range that were read at once, in the order of <c>_id</c>, and which of them were written meanwhile.
/// </summary>
internal sealed class CopyChunk(List<BsonDocument> documents, BsonValue through, bool isLast)
{
    /// <summary>The documents.</summary>
    public List<BsonDocument> Documents { get; } = documents;

    /// <summary>The last <c>_id</c> that it covers; not used of the last chunk, which covers the rest.</summary>
    public BsonValue Through { get; } = through;

    /// <summary>Whether the range ends with it.</summary>
    public bool IsLast { get; } = isLast;

    /// <summary>Documents that changed since they began to be read.</summary>
    public HashSet<BsonValue> Touched { get; init; } = [];

    /// <summary>How often some were read again.</summary>
    public int Rereads { get; set; }

    /// <summary>Whether a document that is behind what was copied before is covered.</summary>
    public bool Covers(in BsonValue id) => IsLast || BsonValueComparer.Compare(id, Through) <= 0;

    /// <summary>Puts documents in the place of those that were touched.</summary>
    public void Replace(IReadOnlyList<BsonDocument> again)
    {
        Documents.RemoveAll(document => Touched.Contains(document["_id"]));
        Documents.AddRange(again);
        Documents.Sort(static (left, right) => BsonValueComparer.Compare(left["_id"], right["_id"]));
        Touched.Clear();
        Rereads++;
    }
}
