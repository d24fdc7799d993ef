using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>Reads the fields that decide where windows begin and when they close.</summary>
internal static class WindowSettingsReader
{
    private const string Lateness = "allowedLateness";
    private const string Idle = "idleTimeout";

    private static readonly string[] OffsetUnits = ["ms", "second", "minute", "hour"];

    /// <summary>The settings; null after reporting what is wrong with them.</summary>
    public static WindowSettings? Read(StageFields fields)
    {
        var interval = fields.TryReadRequired("interval", out _) ? fields.OptionalDuration("interval") : null;
        var offset = fields.OptionalDocument("offset")?.ReadDuration("offsetFromUtc", 1, OffsetUnits);
        var isEventTime = fields.OptionalChoice("boundary", "eventTime", "processingTime") != "processingTime";
        if (!isEventTime)
        {
            RefuseWithProcessingTime(fields, Lateness);
            RefuseWithProcessingTime(fields, Idle);
        }

        var lateness = fields.OptionalDuration(Lateness, zeroAllowed: true) ?? WindowSettings.DefaultLateness;
        // The number 0 means that the timeout is off, as if the field were not there.
        var idle = fields.OptionalDuration(Idle, zeroAllowed: true);
        return interval is null
            ? null
            : new WindowSettings(
                new WindowBounds((long)interval.Value.TotalMilliseconds, (long)(offset?.TotalMilliseconds ?? 0)),
                isEventTime,
                isEventTime ? (long)lateness.TotalMilliseconds : 0,
                idle is { Ticks: > 0 } ? (long)idle.Value.TotalMilliseconds : null);
    }

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
