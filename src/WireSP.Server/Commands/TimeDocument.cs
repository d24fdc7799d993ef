using WireSP.Bson;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.Streaming.Time;
using WireSP.Streaming.Windows;

namespace WireSP.Server.Commands;

/// <summary>Writes why windows are open, for verbose statistics and for the diagnosis.</summary>
internal static class TimeDocument
{
    /// <summary>How far event time has come, by partition, and what the next window waits for.</summary>
    public static BsonDocument Create(TaskStatistics statistics, TimeStatistics time, ISourceFactory source)
    {
        var builder = new BsonDocumentBuilder();
        if (time.Window.IsEventTime)
        {
            builder.Add("watermark", Date(statistics.WatermarkMs));
            builder.Add("watermarkSince", Date(time.WatermarkRaisedAtMs));
            builder.Add("partitions", Partitions(time.Partitions, source));
            builder.Add("futureMessageCount", time.FutureCount);
            builder.Add("maxEventTimeAheadMs", time.EventTimeAheadMax is { } ahead
                ? (long)ahead.TotalMilliseconds
                : BsonValue.Missing);
        }

        builder.Add("window", Window(time.Window, statistics.WatermarkMs));
        return builder.ToDocument();
    }

    /// <summary>A time as a date; missing when there is none.</summary>
    public static BsonValue Date(long? milliseconds) =>
        milliseconds is { } present ? BsonValue.FromDateTimeMs(present) : BsonValue.Missing;

    private static BsonArray Partitions(IReadOnlyList<PartitionTime> partitions, ISourceFactory source)
    {
        var array = new BsonArrayBuilder();
        foreach (var partition in partitions)
        {
            var builder = new BsonDocumentBuilder();
            builder.AddRange(source.DescribePartition(partition.Number));
            builder.Add("eventTime", Date(partition.EventTimeMs));
            builder.Add("lastInput", Date(partition.LastSeenMs));
            builder.Add("isIdle", partition.IsIdle);
            builder.Add("holdsWatermark", partition.HoldsWatermark);
            array.Add(builder.ToDocument());
        }

        return array.ToArray();
    }

    private static BsonDocument Window(WindowStatistics window, long? watermarkMs)
    {
        var builder = new BsonDocumentBuilder
        {
            { "name", window.OperatorName },
            { "boundary", window.IsEventTime ? "eventTime" : "processingTime" },
            { "openWindows", window.OpenCount },
            { "closedWindows", window.ClosedCount },
            { "lateMessageCount", window.LateCount },
            { "outsideMessageCount", window.OutsideCount },
        };
        if (window.NextEndMs is { } endMs)
        {
            builder.Add("nextWindowEnd", BsonValue.FromDateTimeMs(endMs));
            if (window.IsEventTime)
            {
                builder.Add("closesAtWatermark", BsonValue.FromDateTimeMs(endMs + window.LatenessMs));
                builder.Add("watermarkMissingMs", watermarkMs is { } reached
                    ? Math.Max(0, endMs + window.LatenessMs - reached)
                    : BsonValue.Missing);
            }

            builder.Add("closesWithoutInputAt", Date(window.ClosesUnattendedAtMs));
        }

        return builder.ToDocument();
    }
}
