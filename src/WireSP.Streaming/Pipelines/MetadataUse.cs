using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>Finds out whether a pipeline reads stream metadata, so that one that does not never pays for it.</summary>
internal static class MetadataUse
{
    /// <summary>Whether <c>$meta</c> occurs anywhere.</summary>
    public static bool IsIn(BsonArray stages) => IsIn(stages.AsDocument, BsonLimits.NestingDepthMax);

    private static bool IsIn(BsonDocument document, int depthLeft)
    {
        foreach (var element in document)
        {
            if (element.NameEquals("$meta"u8))
            {
                return true;
            }

            var value = element.Value;
            var isNested = value.Type is BsonType.Document or BsonType.Array;
            if (isNested && depthLeft > 0 && IsIn(AsDocument(value), depthLeft - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static BsonDocument AsDocument(BsonValue value) =>
        value.Type == BsonType.Array ? value.AsArray.AsDocument : value.AsDocument;
}
