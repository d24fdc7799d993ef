using System.Globalization;
using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local;

/// <summary>One collection as the catalog knows it. Immutable; a change of it makes another.</summary>
/// <param name="Id">Its number in the store; never used twice.</param>
/// <param name="Name">Its present name.</param>
/// <param name="Uuid">Its identity, which a rename keeps.</param>
/// <param name="Options">The options that it was created with.</param>
/// <param name="Indexes">Its indexes, that on <c>_id</c> first.</param>
public sealed record LocalCollection(
    long Id, CollectionNamespace Name, Guid Uuid, BsonDocument Options, IReadOnlyList<LocalIndex> Indexes)
{
    /// <summary>Whether changes record how documents were before and after.</summary>
    public bool RecordsImages { get; } =
        Options["changeStreamPreAndPostImages"] is { Type: BsonType.Document } images
        && images.AsDocument["enabled"] is { Type: BsonType.Boolean, AsBoolean: true };

    /// <summary>The table of its documents.</summary>
    internal string Table { get; } = string.Create(CultureInfo.InvariantCulture, $"local_documents_{Id}");

    /// <summary>The index of that name; null when there is none.</summary>
    public LocalIndex? FindIndex(string name) =>
        Indexes.FirstOrDefault(index => string.Equals(index.Name, name, StringComparison.Ordinal));
}
