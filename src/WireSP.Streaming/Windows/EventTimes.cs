using System.Numerics;

namespace WireSP.Streaming.Windows;

/// <summary>Looks at the event times of many documents at once.</summary>
internal static class EventTimes
{
    /// <summary>How many of the first times lie in a stretch.</summary>
    /// <param name="timesMs">The times.</param>
    /// <param name="firstMs">The stretch's first millisecond.</param>
    /// <param name="lastMs">Its last one.</param>
    /// <param name="latestMs">Receives the latest of those that do; the least of all times when none does.</param>
    public static int CountWithin(ReadOnlySpan<long> timesMs, long firstMs, long lastMs, out long latestMs)
    {
        var count = 0;
        var (first, last) = (new Vector<long>(firstMs), new Vector<long>(lastMs));
        var latest = new Vector<long>(long.MinValue);
        for (; count + Vector<long>.Count <= timesMs.Length; count += Vector<long>.Count)
        {
            var some = new Vector<long>(timesMs[count..]);
            if (Vector.LessThanAny(some, first) || Vector.GreaterThanAny(some, last))
            {
                break;
            }

            latest = Vector.Max(latest, some);
        }

        latestMs = latest[0];
        for (var i = 1; i < Vector<long>.Count; i++)
        {
            latestMs = Math.Max(latestMs, latest[i]);
        }

        for (; count < timesMs.Length && timesMs[count] >= firstMs && timesMs[count] <= lastMs; count++)
        {
            latestMs = Math.Max(latestMs, timesMs[count]);
        }

        return count;
    }
}
