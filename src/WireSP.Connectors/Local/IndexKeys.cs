using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>The keys that a document has in an index, each with the values that it is made of.</summary>
internal static class IndexKeys
{
    /// <summary>The keys; none for a sparse index when the document has none of its fields.</summary>
    /// <exception cref="CollectionException">More than one of the fields is an array.</exception>
    public static IReadOnlyList<(byte[] Key, BsonDocument Values)> Of(LocalIndex index, BsonDocument document)
    {
        var values = new List<BsonValue>[index.Paths.Count];
        var isThere = false;
        var manyAt = -1;
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = [];
            var isArray = Collect(BsonValue.FromDocument(document), index.Paths[i].Split('.'), 0, values[i]);
            isThere |= values[i].Count > 1 || !values[i][0].IsMissing;
            if (isArray)
            {
                manyAt = manyAt < 0
                    ? i
                    : throw new CollectionException(
                        171, $"cannot index parallel arrays [{index.Paths[i]}] [{index.Paths[manyAt]}]");
            }
        }

        return index.IsSparse && !isThere ? [] : Combine(index, values, Math.Max(manyAt, 0));
    }

    private static List<(byte[] Key, BsonDocument Values)> Combine(
        LocalIndex index, List<BsonValue>[] values, int manyAt)
    {
        var keys = new List<(byte[] Key, BsonDocument Values)>(values[manyAt].Count);
        var key = new BsonWriter();
        for (var choice = 0; choice < values[manyAt].Count; choice++)
        {
            key.Reset();
            var shown = new BsonDocumentBuilder();
            for (var i = 0; i < values.Length; i++)
            {
                // What is not there counts as null, as the language's equality with null has it.
                var value = values[i][i == manyAt ? choice : 0];
                value = value.IsMissing ? BsonValue.Null : value;
                BsonKey.Append(key, value);
                shown.Add(index.Paths[i], value);
            }

            keys.Add((key.Written.ToArray(), shown.ToDocument()));
        }

        return keys;
    }

    // Whether an array was met on the way; its elements are then the values.
    private static bool Collect(BsonValue value, string[] path, int depth, List<BsonValue> values)
    {
        if (depth == path.Length)
        {
            return CollectLast(value, values);
        }

        if (value.Type == BsonType.Document)
        {
            return Collect(value.AsDocument[path[depth]], path, depth + 1, values);
        }

        if (value.Type != BsonType.Array)
        {
            values.Add(BsonValue.Missing);
            return false;
        }

        foreach (var item in value.AsArray)
        {
            if (item.Type == BsonType.Document)
            {
                _ = Collect(item.AsDocument[path[depth]], path, depth + 1, values);
            }
        }

        if (values.Count == 0)
        {
            values.Add(BsonValue.Missing);
        }

        return true;
    }

    private static bool CollectLast(BsonValue value, List<BsonValue> values)
    {
        if (value.Type != BsonType.Array)
        {
            values.Add(value);
            return false;
        }

        foreach (var item in value.AsArray)
        {
            values.Add(item);
        }

        if (value.AsArray.IsEmpty)
        {
            values.Add(BsonValue.Undefined);
        }

        return true;
    }
}
