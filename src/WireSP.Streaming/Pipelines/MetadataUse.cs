using WireSP.Bson;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>Finds out whether stages read stream metadata, so that those that do not never pay for it.</summary>
internal static class MetadataUse
{
    /// <summary>Whether <c>$meta</c> occurs anywhere.</summary>
    public static bool IsIn(BsonArray stages) =>
        IsIn(stages.AsDocument, isWindowOnly: false, BsonLimits.NestingDepthMax);

    /// <summary>
    /// Whether a stage that runs before a window closes looks at the window: one up to the first that holds documents.
    /// </summary>
    public static bool IsOfOpenWindow(BsonArray inner)
    {
        foreach (var value in inner)
        {
            if (value.Type != BsonType.Document)
            {
                continue;
            }

            if (IsIn(value.AsDocument, isWindowOnly: true, BsonLimits.NestingDepthMax))
            {
                return true;
            }

            var only = value.AsDocument.GetEnumerator();
            if (only.MoveNext() && StageTable.TryFind(only.Current.Name, out var spec)
                && spec.Role == StageRole.Blocking)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsIn(BsonDocument document, bool isWindowOnly, int depthLeft)
    {
        foreach (var element in document)
        {
            var value = element.Value;
            if (element.NameEquals("$meta"u8) && (!isWindowOnly || ShowsWindow(value)))
            {
                return true;
            }

            var isNested = value.Type is BsonType.Document or BsonType.Array;
            if (isNested && depthLeft > 0 && IsIn(AsDocument(value), isWindowOnly, depthLeft - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ShowsWindow(BsonValue path) =>
        path.Type == BsonType.String
        && (path.AsString is "stream" or "stream.window"
            || path.AsString.StartsWith("stream.window.", StringComparison.Ordinal));

    private static BsonDocument AsDocument(BsonValue value) =>
        value.Type == BsonType.Array ? value.AsArray.AsDocument : value.AsDocument;
}
