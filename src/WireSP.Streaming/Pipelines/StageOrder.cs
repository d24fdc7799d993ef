using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// The order in which stages run: a <c>$match</c> goes ahead of stages that leave the fields it reads alone and that
/// cannot fail, so that they only see documents that pass it. What comes out is the same as in the order written.
/// </summary>
internal static class StageOrder
{
    /// <summary>The stages in the order in which they run, each with its index as written.</summary>
    public static List<(BsonValue Stage, int Index)> Of(BsonArray stages, bool mayMove = true)
    {
        List<(BsonValue Stage, int Index)> ordered = [];
        foreach (var stage in stages)
        {
            var at = ordered.Count;
            if (mayMove && MatchFields.Of(stage) is { } fields)
            {
                while (at > 0 && StageChanges.LeavesAlone(ordered[at - 1].Stage, fields))
                {
                    at--;
                }
            }

            ordered.Insert(at, (stage, ordered.Count));
        }

        return ordered;
    }
}
