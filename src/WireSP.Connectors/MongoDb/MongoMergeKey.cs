using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// The fields by which documents of a merge belong together: as a query for the server, and as bytes that are equal
/// where the language says that the values are.
/// </summary>
internal static class MongoMergeKey
{
    private const int MissingCode = 51132;
    private const int ArrayCode = 51185;

    /// <summary>The query that finds the document of the same key.</summary>
    /// <exception cref="MongoException">The document has no such key.</exception>
    public static BsonDocument Query(IReadOnlyList<string> paths, BsonDocument document)
    {
        var query = new BsonDocumentBuilder();
        foreach (var path in paths)
        {
            // An operator, because a regular expression by itself would be a pattern.
            query.Add(path, new BsonDocumentBuilder { { "$eq", Value(path, document) } }.ToDocument());
        }

        return query.ToDocument();
    }

    /// <summary>The key as text of bytes, for sets.</summary>
    /// <exception cref="MongoException">The document has no such key.</exception>
    public static string Of(IReadOnlyList<string> paths, BsonDocument document)
    {
        var key = new BsonWriter();
        foreach (var path in paths)
        {
            BsonKey.Append(key, Value(path, document));
        }

        return System.Text.Encoding.Latin1.GetString(key.Written);
    }

    private static BsonValue Value(string path, BsonDocument document)
    {
        var value = BsonValue.FromDocument(document);
        foreach (var name in path.Split('.'))
        {
            value = value.Type == BsonType.Document ? value.AsDocument[name] : default;
        }

        if (value.IsNullish)
        {
            throw MongoErrors.OfDocument(
                MissingCode, $"$merge write error: 'on' field cannot be missing, null, undefined or an array: {path}");
        }

        return value.Type == BsonType.Array
            ? throw MongoErrors.OfDocument(ArrayCode, $"$merge write error: 'on' field cannot be an array: {path}")
            : value;
    }
}
