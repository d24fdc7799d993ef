using System.Collections;

namespace WireSP.Bson;

/// <summary>
/// Builds a document by a collection initializer: <c>new BsonDocumentBuilder { { "ok", 1.0 } }.ToDocument()</c>.
/// For replies, catalogs and tests; not for the document path.
/// </summary>
public sealed class BsonDocumentBuilder : IEnumerable
{
    private readonly BsonWriter _writer = new();

    /// <summary>Opens the document.</summary>
    public BsonDocumentBuilder() => _writer.BeginDocument();

    /// <summary>Appends an element; a missing value appends nothing.</summary>
    public void Add(string name, BsonValue value) => _writer.WriteValue(name, value);

    /// <summary>Appends all elements of a document.</summary>
    public void AddRange(BsonDocument document) => _writer.WriteRaw(document.Span[4..^1]);

    /// <summary>Closes and copies the document; further elements may be added and the document taken again.</summary>
    public BsonDocument ToDocument()
    {
        var position = _writer.Position;
        _writer.End(0);
        var document = _writer.ToDocument();
        _writer.Truncate(position);
        return document;
    }

    IEnumerator IEnumerable.GetEnumerator() => throw new NotSupportedException("for collection initializers only");
}
