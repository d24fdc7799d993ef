using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>A document as it lies in a collection.</summary>
/// <param name="Record">Its number in the order of insertion.</param>
/// <param name="Body">Its bytes.</param>
public readonly record struct StoredDocument(long Record, BsonDocument Body)
{
    /// <summary>The document's <c>_id</c>.</summary>
    public BsonValue Id => Body["_id"];
}
