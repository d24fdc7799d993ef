using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local;

/// <summary>Sizes of collections as <c>collStats</c>, <c>$collStats</c> and <c>dbStats</c> tell them.</summary>
public static class CollectionSizes
{
    /// <summary>The sizes of one collection; zeros when there is none.</summary>
    public static BsonDocument Describe(ILocalCollections collections, CollectionNamespace name, long scale)
    {
        ArgumentNullException.ThrowIfNull(collections);
        var collection = collections.Find(name);
        var size = collection is null ? default : collections.Measure(collection);
        var reply = new BsonDocumentBuilder { { "ns", name.ToString() } };
        reply.AddRange(Describe(collection, size, scale));
        reply.Add("ok", 1.0);
        return reply.ToDocument();
    }

    /// <summary>The sizes of one collection that has been measured.</summary>
    public static BsonDocument Describe(LocalCollection? collection, CollectionSize size, long scale)
    {
        var reply = new BsonDocumentBuilder
        {
            { "size", Number(size.Bytes / scale) },
            { "count", Number(size.Documents) },
        };
        if (size.Documents > 0)
        {
            reply.Add("avgObjSize", Number(size.Bytes / size.Documents));
        }

        reply.Add("storageSize", Number(size.Bytes / scale));
        reply.Add("capped", false);
        reply.Add("nindexes", collection?.Indexes.Count ?? 0);
        reply.Add("totalIndexSize", 0);
        reply.Add("totalSize", Number(size.Bytes / scale));
        reply.Add("indexSizes", BsonDocument.Empty);
        reply.Add("scaleFactor", Number(scale));
        return reply.ToDocument();
    }

    /// <summary>An int32 where it fits, as the server writes it.</summary>
    public static BsonValue Number(long value) =>
        value is >= int.MinValue and <= int.MaxValue ? BsonValue.FromInt32((int)value) : BsonValue.FromInt64(value);
}
