using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace WireSP.Server.Metrics;

/// <summary>
/// Writes the observed instruments of one meter in the text exposition format that collectors of metrics read.
/// Each call listens anew, so nothing is kept between two scrapes.
/// </summary>
internal static class MetricsText
{
    /// <summary>The present values of a meter's instruments.</summary>
    public static string Collect(string meterName)
    {
        var lines = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, active) =>
        {
            if (instrument.Meter.Name == meterName)
            {
                active.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(lines, instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(lines, instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return string.Concat(lines.Values.SelectMany(group => group).Select(line => line + "\n"));
    }

    private static void Add(
        SortedDictionary<string, List<string>> lines,
        Instrument instrument,
        long value,
        ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!lines.TryGetValue(instrument.Name, out var group))
        {
            var kind = instrument.GetType().Name.StartsWith("ObservableCounter", StringComparison.Ordinal)
                ? "counter"
                : "gauge";
            lines[instrument.Name] = group =
                [$"# HELP {instrument.Name} {instrument.Description}", $"# TYPE {instrument.Name} {kind}"];
        }

        var line = new StringBuilder(instrument.Name);
        for (var i = 0; i < tags.Length; i++)
        {
            line.Append(i == 0 ? '{' : ',').Append(tags[i].Key).Append("=\"").Append(Escape(tags[i].Value)).Append('"');
        }

        line.Append(tags.IsEmpty ? " " : "} ").Append(value.ToString(CultureInfo.InvariantCulture));
        group.Add(line.ToString());
    }

    private static string Escape(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture)!
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
