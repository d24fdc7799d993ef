using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>Finds out whether a collection can have but one document of each key.</summary>
internal static class UniqueIndexes
{
    /// <summary>Whether an index on exactly these fields, in any order, is unique and has every document.</summary>
    /// <param name="indexes">As <c>listIndexes</c> gives them; none for a collection that is not there.</param>
    /// <param name="on">The fields.</param>
    public static bool Cover(BsonArray indexes, IReadOnlyList<string> on)
    {
        if (on is ["_id"])
        {
            return true;
        }

        foreach (var index in indexes)
        {
            if (IsWhole(index.AsDocument) && HasFields(index.AsDocument["key"].AsDocument, on))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Says that there is none, and how to make one.</summary>
    public static string Refusal(in CollectionNamespace name, IReadOnlyList<string> on)
    {
        var keys = string.Join(", ", on.Select(path => path.Contains('.', StringComparison.Ordinal)
            ? $"'{path}': 1"
            : $"{path}: 1"));
        return $"Cannot find index to verify that join fields will be unique: {name} needs a unique index on "
            + $"{string.Join(", ", on)}; create it with db.getSiblingDB('{name.Database}').getCollection("
            + $"'{name.Collection}').createIndex({{{keys}}}, {{unique: true}})";
    }

    private static bool IsWhole(BsonDocument index) =>
        IsTrue(index["unique"]) && !IsTrue(index["sparse"]) && index["partialFilterExpression"].IsMissing;

    private static bool IsTrue(in BsonValue value) => value is { Type: BsonType.Boolean, AsBoolean: true };

    private static bool HasFields(BsonDocument key, IReadOnlyList<string> on)
    {
        var count = 0;
        foreach (var element in key)
        {
            count++;
            if (!on.Contains(element.Name, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return count == on.Count;
    }
}
