using System.Text;
using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// The key of a document that is merged, as a query for the server, and as text that is equal where the language says
/// that the values are. Used by one thread at a time.
/// </summary>
internal sealed class MongoMergeKey(IReadOnlyList<string> paths, string note = "")
{
    private readonly MergeKey _key = new(paths, note);
    private readonly BsonWriter _bytes = new();

    /// <summary>The fields.</summary>
    public IReadOnlyList<string> Paths => paths;

    /// <summary>The key by which documents of a collection belong together.</summary>
    public static MongoMergeKey For(MergePlan plan, CollectionNamespace name) =>
        plan.ShardKeys.TryGetValue(name, out var shardKey)
            ? new MongoMergeKey(
                [.. shardKey.Union(plan.On, StringComparer.Ordinal)],
                $"; without 'on' documents belong together by {string.Join(", ", shardKey)}, the shard key of {name}, "
                    + "and _id")
            : new MongoMergeKey(plan.On);

    /// <summary>Whether a document is given its key by the server, so that no other can belong to it.</summary>
    public bool IsGiven(BsonDocument document) => _key.IsId && document["_id"].IsMissing;

    /// <summary>The query that finds the document of the same key.</summary>
    /// <exception cref="Expressions.EvaluationException">The document has no whole key.</exception>
    public BsonDocument Query(BsonDocument document)
    {
        var query = new BsonDocumentBuilder();
        var values = _key.Read(document);
        for (var i = 0; i < values.Length; i++)
        {
            // An operator, because a regular expression by itself would be a pattern.
            query.Add(paths[i], new BsonDocumentBuilder { { "$eq", values[i] } }.ToDocument());
        }

        return query.ToDocument();
    }

    /// <summary>The key as text, for sets.</summary>
    /// <exception cref="Expressions.EvaluationException">The document has no whole key.</exception>
    public string Of(BsonDocument document)
    {
        _bytes.Reset();
        foreach (var value in _key.Read(document))
        {
            BsonKey.Append(_bytes, value);
        }

        return Encoding.Latin1.GetString(_bytes.Written);
    }
}
