using WireSP.Bson;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>
/// Stored form of a processor's totals: what is summed over all runs, not what belongs to one of them.
/// </summary>
internal static class TotalsCodec
{
    /// <summary>The stored form.</summary>
    public static BsonDocument Encode(TaskStatistics statistics) => new BsonDocumentBuilder
    {
        { "inputCount", statistics.InputCount },
        { "inputBytes", statistics.InputBytes },
        { "outputCount", statistics.OutputCount },
        { "outputBytes", statistics.OutputBytes },
        { "deadLetterCount", statistics.DeadLetterCount },
        { "deadLetterBytes", statistics.DeadLetterBytes },
        { "lastInput", statistics.LastInputMs is { } lastInput ? lastInput : BsonValue.Null },
    }.ToDocument();

    /// <summary>The totals of a stored form.</summary>
    public static TaskStatistics Decode(BsonDocument? document) => document is not { } stored
        ? TaskStatistics.Empty
        : new TaskStatistics
        {
            InputCount = stored["inputCount"].AsInt64,
            InputBytes = stored["inputBytes"].AsInt64,
            OutputCount = stored["outputCount"].AsInt64,
            OutputBytes = stored["outputBytes"].AsInt64,
            DeadLetterCount = stored["deadLetterCount"].AsInt64,
            DeadLetterBytes = stored["deadLetterBytes"].AsInt64,
            LastInputMs = stored["lastInput"] is { Type: BsonType.Int64 } lastInput ? lastInput.AsInt64 : null,
        };
}
