using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>What the results of states have in common where one without integers gives null.</summary>
internal static class IntegerResults
{
    /// <summary>The type that all results have; clears the bits of those that are null.</summary>
    /// <param name="emptyCount">How many of the states have seen no integers.</param>
    /// <param name="type">The type of the others' results.</param>
    /// <param name="payloads">The results' bits.</param>
    /// <returns>The type; missing where each has to be asked for.</returns>
    public static BsonType TypeOf(int emptyCount, BsonType type, Span<long> payloads)
    {
        if (emptyCount == payloads.Length)
        {
            payloads.Clear();
            return BsonType.Null;
        }

        return emptyCount == 0 ? type : BsonType.Missing;
    }
}
