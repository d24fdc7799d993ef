using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Commands;

/// <summary>Writes the <c>stats</c> document of a processor with the fields and types that the manual shows.</summary>
internal static class StatisticsDocument
{
    /// <summary>The document of a processor as it is now; of one that rests, its last totals.</summary>
    public static BsonDocument Create(StreamProcessor processor, StatisticsFormat format)
    {
        var statistics = processor.Statistics;
        var builder = new BsonDocumentBuilder
        {
            { "name", processor.Name },
            { "processorId", processor.Id },
            { "status", ProcessorState.StatusOf(processor.State) },
            { "scaleFactor", format.Scale },
            { "inputMessageCount", statistics.InputCount },
            { "inputMessageSize", (double)statistics.InputBytes / format.Scale },
            { "outputMessageCount", statistics.OutputCount },
            { "outputMessageSize", (double)statistics.OutputBytes / format.Scale },
            { "dlqMessageCount", statistics.DeadLetterCount },
            { "dlqMessageSize", statistics.DeadLetterBytes / format.Scale },
            { "stateSize", statistics.StateBytes / format.Scale },
            { "memoryUsageBytes", statistics.StateBytes / format.Scale },
            { "watermark", Date(statistics.WatermarkMs) },
        };
        if (processor.Run is { Settings.Pipeline.AddedParallelism: > 0 and var added })
        {
            builder.Add("addedParallelism", added);
        }

        builder.AddRange(statistics.Source);
        if (format.IsVerbose)
        {
            builder.Add("latency", Latency(statistics.Latency));
            builder.Add("operatorStats", Operators(statistics.Operators, format.Scale));
        }

        builder.Add("ok", 1.0);
        return builder.ToDocument();
    }

    private static BsonValue Date(long? milliseconds) =>
        milliseconds is { } present ? BsonValue.FromDateTimeMs(present) : BsonValue.Missing;

    private static BsonValue Latency(LatencyStatistics? latency) => latency is null
        ? BsonValue.Missing
        : new BsonDocumentBuilder
        {
            { "p50", latency.P50Micros },
            { "p99", latency.P99Micros },
            { "start", BsonValue.FromDateTime(latency.Start) },
            { "end", BsonValue.FromDateTime(latency.End) },
            { "unit", "microseconds" },
            { "count", latency.Count },
            { "sum", latency.SumMicros },
        }.ToDocument();

    private static BsonArray Operators(IReadOnlyList<OperatorStatistics> operators, long scale)
    {
        var array = new BsonArrayBuilder();
        foreach (var item in operators)
        {
            array.Add(new BsonDocumentBuilder
            {
                { "name", item.Name },
                { "inputMessageCount", item.InputCount },
                { "inputMessageSize", (double)item.InputBytes / scale },
                { "outputMessageCount", item.OutputCount },
                { "outputMessageSize", (double)item.OutputBytes / scale },
                { "dlqMessageCount", item.DeadLetterCount },
                { "dlqMessageSize", item.DeadLetterBytes / scale },
                { "stateSize", item.StateBytes / scale },
                { "maxMemoryUsage", item.StateBytesMax / scale },
                { "executionTimeMillis", (long)item.ExecutionTime.TotalMilliseconds },
                { "minOpenWindowStartTime", Date(item.OldestWindowStartMs) },
                { "maxOpenWindowStartTime", Date(item.NewestWindowStartMs) },
            }.ToDocument());
        }

        return array.ToArray();
    }
}
