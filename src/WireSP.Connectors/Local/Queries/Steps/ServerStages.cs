namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>Stages that servers know and local collections do not have.</summary>
internal static class ServerStages
{
    private static readonly string[] Sorted =
    [
        "$bucket", "$bucketAuto", "$changeStreamSplitLargeEvent", "$collStats", "$currentOp", "$densify", "$documents",
        "$fill", "$geoNear", "$graphLookup", "$indexStats", "$listClusterCatalog", "$listLocalSessions",
        "$listSampledQueries", "$listSearchIndexes", "$listSessions", "$out", "$planCacheStats", "$querySettings",
        "$queryStats", "$rankFusion", "$redact", "$score", "$scoreFusion", "$search", "$searchMeta", "$setWindowFields",
        "$shardedDataDistribution", "$vectorSearch",
    ];

    /// <summary>Whether any server knows a stage.</summary>
    public static bool Know(string name) => Array.BinarySearch(Sorted, name, StringComparer.Ordinal) >= 0;
}
