using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Sinks;
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
        };
        AddTotals(builder, statistics, format.Scale);
        if (processor.Run is { Settings.Pipeline.AddedParallelism: > 0 and var added })
        {
            builder.Add("addedParallelism", added);
        }

        builder.Add("throttle", Throttle(statistics.Operators));
        AddDelivery(builder, processor);
        builder.AddRange(statistics.Source);
        if (format.IsVerbose)
        {
            if (statistics.Time is { } time && processor.Run is { } running)
            {
                builder.Add("time", TimeDocument.Create(
                    statistics, time, running.Settings.Pipeline.SourceDescription));
            }

            builder.Add("latency", Latency(statistics.Latency));
            builder.Add("operatorStats", Operators(statistics.Operators, format.Scale));
        }

        builder.Add("ok", 1.0);
        return builder.ToDocument();
    }

    /// <summary>The document of a run that no workspace knows: totals and operators, unscaled.</summary>
    public static BsonDocument Create(string name, TaskStatistics statistics)
    {
        var builder = new BsonDocumentBuilder { { "name", name } };
        AddTotals(builder, statistics, scale: 1);
        builder.Add("operatorStats", Operators(statistics.Operators, scale: 1));
        return builder.ToDocument();
    }

    private static void AddTotals(BsonDocumentBuilder builder, TaskStatistics statistics, long scale)
    {
        builder.Add("inputMessageCount", statistics.InputCount);
        builder.Add("inputMessageSize", (double)statistics.InputBytes / scale);
        builder.Add("outputMessageCount", statistics.OutputCount);
        builder.Add("outputMessageSize", (double)statistics.OutputBytes / scale);
        builder.Add("dlqMessageCount", statistics.DeadLetterCount);
        builder.Add("dlqMessageSize", statistics.DeadLetterBytes / scale);
        builder.Add("stateSize", statistics.StateBytes / scale);
        builder.Add("memoryUsageBytes", (statistics.StateBytes + statistics.SpareBytes) / scale);
        builder.Add("watermark", Date(statistics.WatermarkMs));
    }

    private static void AddDelivery(BsonDocumentBuilder builder, StreamProcessor processor)
    {
        if (processor.Run?.Delivery is { } delivery && processor.Checkpoints is not null)
        {
            builder.Add("deliveryGuarantee", DeliveryWords.Of(delivery));
        }

        if ((processor.Run?.Checkpoint ?? processor.LastCheckpoint) is { } checkpoint)
        {
            builder.Add("checkpoint", Checkpoint(checkpoint));
        }

        if (processor.Run?.StalledReason is { } reason)
        {
            builder.Add("stalledReason", reason);
        }
    }

    private static BsonDocument Checkpoint(CheckpointStatistics checkpoint) =>
        new BsonDocumentBuilder
        {
            { "id", checkpoint.Number },
            { "createdAt", BsonValue.FromDateTime(checkpoint.CreatedAt) },
            { "ageMillis", checkpoint.Age is { } age ? (long)age.TotalMilliseconds : BsonValue.Missing },
            { "sizeBytes", checkpoint.SizeBytes },
            { "writtenBytes", checkpoint.WrittenBytes },
            { "durationMillis", checkpoint.Duration.TotalMilliseconds },
            { "pauseMillis", checkpoint.Pause.TotalMilliseconds },
            { "trouble", checkpoint.Trouble is { } trouble ? trouble : BsonValue.Missing },
        }.ToDocument();

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

    private static BsonValue Throttle(IReadOnlyList<OperatorStatistics> operators)
    {
        var waited = TimeSpan.Zero;
        long events = 0;
        var isThrottled = false;
        foreach (var item in operators)
        {
            isThrottled |= item.ThrottledTime is not null;
            waited += item.ThrottledTime ?? TimeSpan.Zero;
            events += item.ThrottleEvents;
        }

        return isThrottled
            ? new BsonDocumentBuilder
            {
                { "throttledTimeMs", (long)waited.TotalMilliseconds },
                { "throttleEvents", events },
            }.ToDocument()
            : BsonValue.Missing;
    }

    private static BsonValue Cache(CacheStatistics? cache) => cache is { } counts
        ? new BsonDocumentBuilder
        {
            { "hits", counts.Hits },
            { "misses", counts.Misses },
            { "hitRate", counts.HitRate },
            { "entries", counts.Entries },
        }.ToDocument()
        : BsonValue.Missing;

    private static BsonArray Operators(IReadOnlyList<OperatorStatistics> operators, long scale)
    {
        var array = new BsonArrayBuilder();
        foreach (var item in operators)
        {
            var row = new BsonDocumentBuilder
            {
                { "name", item.Name },
                { "inputMessageCount", item.InputCount },
                { "inputMessageSize", (double)item.InputBytes / scale },
                { "outputMessageCount", item.OutputCount },
                { "outputMessageSize", (double)item.OutputBytes / scale },
                { "dlqMessageCount", item.DeadLetterCount },
                { "dlqMessageSize", item.DeadLetterBytes / scale },
                { "stateSize", item.StateBytes / scale },
                { "maxMemoryUsage", item.MemoryBytesMax / scale },
                { "throttle", Throttle([item]) },
                { "cache", Cache(item.Cache) },
                { "executionTimeMillis", (long)item.ExecutionTime.TotalMilliseconds },
                { "minOpenWindowStartTime", Date(item.OldestWindowStartMs) },
                { "maxOpenWindowStartTime", Date(item.NewestWindowStartMs) },
            };
            row.AddRange(item.Details);
            array.Add(row.ToDocument());
        }

        return array.ToArray();
    }
}
