using WireSP.Bson;
using WireSP.Connectors.Local;

namespace WireSP.Connectors.Collections;

/// <summary>Documents for one reply, within its limits.</summary>
/// <param name="documentsMax">Most documents.</param>
public sealed class CursorBatch(int documentsMax)
{
    // What an element of the reply's array has beside its document: a type, an index of up to ten digits, a zero.
    private const int ElementBytes = 12;

    private readonly List<BsonDocument> _documents = [];
    private int _bytes;

    /// <summary>The documents in order.</summary>
    public IReadOnlyList<BsonDocument> Documents => _documents;

    /// <summary>Whether there are as many documents as were asked for.</summary>
    public bool IsFull => _documents.Count >= documentsMax;

    /// <summary>Adds a document; the first one always fits.</summary>
    /// <returns>False when the reply has no room for it: it begins the next batch.</returns>
    public bool TryAdd(BsonDocument document)
    {
        var bytes = document.Length + ElementBytes;
        if (IsFull || (_documents.Count > 0 && _bytes + bytes > LocalLimits.BatchBytesMax))
        {
            return false;
        }

        _documents.Add(document);
        _bytes += bytes;
        return true;
    }
}
