using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands;

/// <summary>Collects the documents of a list that must go into one reply.</summary>
/// <param name="field">The reply's field.</param>
internal sealed class ListReply(string field)
{
    private readonly BsonArrayBuilder _documents = new();
    private int _bytes;

    /// <summary>Appends a document.</summary>
    /// <exception cref="MongoCommandException">The list would be larger than a document may be.</exception>
    public void Add(BsonDocument document)
    {
        _bytes += document.Length;
        if (_bytes > BsonLimits.DocumentSizeBytesMax)
        {
            throw new MongoCommandException(
                ErrorCode.BSONObjectTooLarge,
                $"the list is larger than {BsonLimits.DocumentSizeBytesMax} bytes; narrow it by a filter, "
                + "for example on name");
        }

        _documents.Add(document);
    }

    /// <summary>The reply.</summary>
    public BsonDocument ToDocument() => new BsonDocumentBuilder { { field, _documents.ToArray() } }.ToDocument();
}
