using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>Finds out which fields a <c>$match</c> reads.</summary>
internal static class MatchFields
{
    /// <summary>
    /// The top-level names that the stage reads; null when it is no <c>$match</c>, can fail, or reads more than fields.
    /// </summary>
    public static HashSet<string>? Of(BsonValue stage)
    {
        if (stage.Type != BsonType.Document || stage.AsDocument["$match"] is not { Type: BsonType.Document } query)
        {
            return null;
        }

        HashSet<string> names = new(StringComparer.Ordinal);
        return TryCollect(query.AsDocument, names, BsonLimits.NestingDepthMax) ? names : null;
    }

    private static bool TryCollect(BsonDocument query, HashSet<string> names, int depthLeft)
    {
        foreach (var element in query)
        {
            var name = element.Name;
            if (!name.StartsWith('$'))
            {
                names.Add(name.Split('.')[0]);
            }
            else if (name is not ("$and" or "$or" or "$nor") || depthLeft == 0
                || !TryCollectAll(element.Value, names, depthLeft - 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TryCollectAll(BsonValue clauses, HashSet<string> names, int depthLeft)
    {
        if (clauses.Type != BsonType.Array)
        {
            return false;
        }

        foreach (var clause in clauses.AsArray)
        {
            if (clause.Type != BsonType.Document || !TryCollect(clause.AsDocument, names, depthLeft))
            {
                return false;
            }
        }

        return true;
    }
}
