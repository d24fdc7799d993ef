using System.Diagnostics.CodeAnalysis;

namespace WireSP.Streaming.Stages;

/// <summary>Stages that exist elsewhere and not here, with what a user can do instead; sorted by name.</summary>
internal static class UnsupportedStages
{
    private const string NotInStreams = "streams do not have it";
    private const string NotBuilt = "this version does not have it yet";

    private static readonly (string Name, string Reason)[] Sorted =
    [
        ("$bucket", $"{NotInStreams}; use $group with $switch inside a window"),
        ("$bucketAuto", $"{NotInStreams}; use $group inside a window"),
        ("$changeStream", $"{NotInStreams}; name the collection in $source"),
        ("$collStats", NotInStreams),
        ("$densify", NotInStreams),
        ("$documents", $"{NotInStreams}; use $source with the field 'documents'"),
        ("$externalFunction", NotBuilt),
        ("$facet", $"{NotInStreams}; run one processor for each of the pipelines"),
        ("$fill", NotInStreams),
        ("$function", "it is an expression; use it in $project, $set or $match with $expr"),
        ("$geoNear", NotInStreams),
        ("$graphLookup", NotInStreams),
        ("$https", NotBuilt),
        ("$iceberg", $"{NotBuilt}; use $emit"),
        ("$indexStats", NotInStreams),
        ("$out", $"{NotInStreams}; use $merge"),
        ("$querySettings", NotInStreams),
        ("$rankFusion", NotInStreams),
        ("$sample", $"{NotInStreams}; use $match with $rand"),
        ("$scoreFusion", NotInStreams),
        ("$search", NotInStreams),
        ("$searchMeta", NotInStreams),
        ("$setWindowFields", $"{NotInStreams}; use $group inside a window"),
        ("$skip", NotInStreams),
        ("$sortByCount", $"{NotInStreams}; use $group and $sort inside a window"),
        ("$unionWith", $"{NotInStreams}; run one processor for each source"),
        ("$vectorSearch", NotBuilt),
    ];

    /// <summary>Whether the stage exists elsewhere, and what to do without it.</summary>
    public static bool TryExplain(string name, [NotNullWhen(true)] out string? reason)
    {
        foreach (var row in Sorted)
        {
            if (row.Name == name)
            {
                reason = row.Reason;
                return true;
            }
        }

        reason = null;
        return false;
    }
}
