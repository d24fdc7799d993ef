using WireSP.Bson;

namespace WireSP.Streaming.Enrichment;

/// <summary>The documents that belong to one document, up to what one may hold.</summary>
public sealed class FoundDocuments
{
    // Room for the document itself and what stands around each that was found.
    private const int SizeMax = BsonLimits.DocumentSizeBytesMax;

    private readonly List<BsonDocument> _documents = [];

    /// <summary>The documents in order.</summary>
    public IReadOnlyList<BsonDocument> Documents => _documents;

    /// <summary>Bytes of the documents.</summary>
    public long Bytes { get; private set; }

    /// <summary>Whether they are more than one document may hold.</summary>
    public bool IsTooLarge => Bytes > SizeMax;

    /// <summary>Adds a document; forgets all when they have become too large.</summary>
    public void Add(BsonDocument document)
    {
        Bytes += document.Length;
        if (IsTooLarge)
        {
            _documents.Clear();
        }
        else
        {
            _documents.Add(document);
        }
    }

    /// <summary>The documents as an array.</summary>
    public BsonArray ToArray()
    {
        var array = new BsonArrayBuilder();
        foreach (var document in _documents)
        {
            array.Add(document);
        }

        return array.ToArray();
    }

    /// <summary>Why a document cannot have so much.</summary>
    /// <param name="from">Where they were found.</param>
    public static string TooLargeReason(string from) =>
        $"the documents of {from} that belong to this one are more than {SizeMax} bytes together";
}
