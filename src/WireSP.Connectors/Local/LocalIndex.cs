using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>One index of a collection as it was asked for; unique ones are kept, the others only recorded.</summary>
public sealed class LocalIndex
{
    /// <summary>The name of the index that every collection has.</summary>
    public const string IdName = "_id_";

    /// <summary>Reads an index that <see cref="IndexSpec"/> has checked.</summary>
    /// <param name="id">Its number in the store; 0 for the index on <c>_id</c>.</param>
    /// <param name="spec">Its specification.</param>
    public LocalIndex(long id, BsonDocument spec)
    {
        Id = id;
        Spec = spec;
        Name = spec["name"].AsString;
        KeyPattern = spec["key"].AsDocument;
        IsUnique = id == 0 || spec["unique"] is { Type: BsonType.Boolean, AsBoolean: true };
        IsSparse = spec["sparse"] is { Type: BsonType.Boolean, AsBoolean: true };
        var paths = new List<string>();
        foreach (var element in KeyPattern)
        {
            paths.Add(element.Name);
        }

        Paths = paths;
        Filter = spec["partialFilterExpression"] is { Type: BsonType.Document } filter
            ? DocumentFilter.Compile(filter.AsDocument, TimeProvider.System)
            : null;
    }

    /// <summary>The index on <c>_id</c>.</summary>
    public static LocalIndex OfIds { get; } = new(
        0,
        new BsonDocumentBuilder
        {
            { "v", 2 }, { "key", new BsonDocumentBuilder { { "_id", 1 } }.ToDocument() }, { "name", IdName },
        }.ToDocument());

    /// <summary>The name, unique in the collection.</summary>
    public string Name { get; }

    /// <summary>The specification as <c>listIndexes</c> shows it.</summary>
    public BsonDocument Spec { get; }

    /// <summary>Fields and directions.</summary>
    public BsonDocument KeyPattern { get; }

    /// <summary>The fields in order.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>Whether two documents may not have the same key.</summary>
    public bool IsUnique { get; }

    internal long Id { get; }

    internal bool IsSparse { get; }

    internal DocumentFilter? Filter { get; }
}
