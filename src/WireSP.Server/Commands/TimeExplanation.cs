using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.Streaming.Time;

namespace WireSP.Server.Commands;

/// <summary>Answers "why does my window not close" in sentences.</summary>
internal static class TimeExplanation
{
    /// <summary>The sentences, the most telling first.</summary>
    public static IReadOnlyList<string> Of(TaskStatistics statistics, TimeStatistics time, ISourceFactory source)
    {
        List<string> sentences = [];
        var window = time.Window;
        if (window.NextEndMs is not { } endMs)
        {
            sentences.Add(statistics.LastInputMs is null
                ? "No document has come in yet, so no window is open."
                : "No window is open.");
        }
        else if (!window.IsEventTime)
        {
            sentences.Add($"The next window closes by the clock at {Text(endMs)}.");
        }
        else
        {
            sentences.Add(
                $"The next window ends at {Text(endMs)} and closes when the watermark reaches "
                + $"{Text(endMs + window.LatenessMs)} (its end and allowedLateness); the watermark "
                + (statistics.WatermarkMs is { } reached ? $"is {Text(reached)}." : "is not known yet."));
            AddHolders(time.Partitions, source, sentences);
            sentences.Add(window.ClosesUnattendedAtMs is { } at
                ? $"If nothing arrives before, idleTimeout closes it at {Text(at)}."
                : "If nothing arrives any more it stays open, because there is no idleTimeout.");
        }

        AddLosses(time, sentences);
        return sentences;
    }

    private static void AddHolders(
        IReadOnlyList<PartitionTime> partitions, ISourceFactory source, List<string> sentences)
    {
        if (partitions.Count < 2)
        {
            return;
        }

        foreach (var partition in partitions)
        {
            if (partition.HoldsWatermark)
            {
                var name = ExtendedJson.Format(source.DescribePartition(partition.Number));
                sentences.Add(partition.EventTimeMs is { } reached
                    ? $"The watermark is held by {name}: its latest event time is {Text(reached)}, its last document "
                        + $"came at {Text(partition.LastSeenMs)}."
                    : $"The watermark is held by {name}, which has delivered nothing since "
                        + $"{Text(partition.LastSeenMs)}; partitionIdleTimeout would leave it out.");
            }
        }
    }

    private static void AddLosses(TimeStatistics time, List<string> sentences)
    {
        Add(time.Window.LateCount, "came too late for a window");
        Add(time.Window.OutsideCount, "fell between windows, because hopSize is longer than interval");
        Add(time.FutureCount, "had an event time too far in the future (maxEventTimeAhead)");

        void Add(long count, string what)
        {
            if (count > 0)
            {
                sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{count} documents {what}."));
            }
        }
    }

    private static string Text(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
