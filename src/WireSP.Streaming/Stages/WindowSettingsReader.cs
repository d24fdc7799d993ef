using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>Reads the fields that decide where windows begin and when they close.</summary>
internal static class WindowSettingsReader
{
    private const string Lateness = "allowedLateness";
    private const string Idle = "idleTimeout";

    private static readonly string[] OffsetUnits = ["ms", "second", "minute", "hour"];

    /// <summary>What all kinds of windows have.</summary>
    /// <param name="fields">The stage's fields.</param>
    /// <param name="mayIdle">Whether this kind has an <c>idleTimeout</c>.</param>
    public static WindowSettings Read(StageFields fields, bool mayIdle)
    {
        var isEventTime = fields.OptionalChoice("boundary", "eventTime", "processingTime") != "processingTime";
        if (!isEventTime)
        {
            RefuseWithProcessingTime(fields, Lateness);
        }

        var lateness = fields.OptionalDuration(Lateness, zeroAllowed: true) ?? WindowSettings.DefaultLateness;
        TimeSpan? idle = null;
        if (mayIdle)
        {
            if (!isEventTime)
            {
                RefuseWithProcessingTime(fields, Idle);
            }

            idle = fields.OptionalDuration(Idle, zeroAllowed: true);
        }

        return new WindowSettings(
            isEventTime,
            isEventTime ? (long)lateness.TotalMilliseconds : 0,
            // The number 0 means that the timeout is off, as if the field were not there.
            idle is { Ticks: > 0 } ? (long)idle.Value.TotalMilliseconds : null);
    }

    /// <summary>Where windows of equal length begin and end; null after reporting what is wrong.</summary>
    /// <param name="fields">The stage's fields.</param>
    /// <param name="hops">Whether the stage has a <c>hopSize</c>; else windows follow one another.</param>
    public static WindowBounds? ReadBounds(StageFields fields, bool hops)
    {
        var interval = RequiredDuration(fields, "interval");
        var hop = hops ? RequiredDuration(fields, "hopSize") : interval;
        var offset = fields.OptionalDocument("offset")?.ReadDuration("offsetFromUtc", 1, OffsetUnits) ?? TimeSpan.Zero;
        if (interval / hop > StreamingLimits.WindowsPerDocumentMax)
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                "hopSize",
                "each document would belong to more than "
                    + $"{StreamingLimits.WindowsPerDocumentMax} windows; use a longer hop");
            return null;
        }

        return interval is null || hop is null
            ? null
            : new WindowBounds(
                (long)interval.Value.TotalMilliseconds,
                (long)hop.Value.TotalMilliseconds,
                (long)offset.TotalMilliseconds);
    }

    /// <summary>A duration that must be there; null after reporting that it is not.</summary>
    public static TimeSpan? RequiredDuration(StageFields fields, string name) =>
        fields.TryReadRequired(name, out _) ? fields.OptionalDuration(name) : null;

    private static void RefuseWithProcessingTime(StageFields fields, string name)
    {
        if (fields.Has(name))
        {
            fields.Report(
                PipelineErrorCodes.InvalidOptions,
                name,
                $"'{name}' cannot be used with boundary 'processingTime': nothing is late or idle by the clock");
        }
    }
}
