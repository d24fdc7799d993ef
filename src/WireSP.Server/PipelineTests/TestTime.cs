using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.PipelineTests;

/// <summary>
/// Times and durations as test files write them: <c>"1h30m"</c> or <c>{size, unit}</c>; a date, an ISO text, a time of
/// the first day (<c>"12:05"</c>), or a duration since the test's start.
/// </summary>
internal static class TestTime
{
    private const string MomentExpected =
        "a date, an ISO 8601 text, a time of day such as \"12:05\", or a duration since the start such as \"5m\"";

    private const string SpanExpected = "a duration such as \"5m\", \"1h30m\" or \"250ms\", or {size, unit}";

    private static readonly string[] TimesOfDay = [@"h\:mm", @"h\:mm\:ss", @"h\:mm\:ss\.FFF"];

    private static readonly (string Unit, long Milliseconds)[] Units =
        [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    /// <summary>Reads a field that is a duration.</summary>
    /// <returns>Milliseconds; null after reporting a problem.</returns>
    public static long? ReadSpan(StageFields fields, string name)
    {
        var value = fields.Read(name);
        if (value.Type == BsonType.Document)
        {
            return (long?)fields.OptionalDuration(name)?.TotalMilliseconds;
        }

        if (value.Type == BsonType.String && TryParseSpan(value.AsString, out var span))
        {
            return span;
        }

        fields.Report(PipelineErrorCodes.BadValue, name, $"expected {SpanExpected}, found {Shown(value)}");
        return null;
    }

    /// <summary>Reads a field that is a moment.</summary>
    /// <returns>Milliseconds since 1970-01-01 UTC; null after reporting a problem.</returns>
    public static long? ReadMoment(StageFields fields, string name, long startMs)
    {
        var value = fields.Read(name);
        if (TryRead(value, startMs, out var moment) && IsInCalendar(moment))
        {
            return moment;
        }

        fields.Report(PipelineErrorCodes.BadValue, name, $"expected {MomentExpected}, found {Shown(value)}");
        return null;
    }

    /// <summary>Whether a calendar has the time.</summary>
    public static bool IsInCalendar(long timeMs) =>
        timeMs >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
        && timeMs <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Shows a moment as the reader would accept it: without its day when that is the first one.</summary>
    public static string Show(long timeMs, long startMs)
    {
        if (!IsInCalendar(timeMs))
        {
            return $"{timeMs} ms";
        }

        var moment = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        var format = timeMs % 1000 == 0 ? "HH:mm:ss" : "HH:mm:ss.fff";
        return moment.Date == DateTimeOffset.FromUnixTimeMilliseconds(startMs).Date
            ? moment.ToString(format, CultureInfo.InvariantCulture)
            : moment.ToString($"yyyy-MM-dd'T'{format}'Z'", CultureInfo.InvariantCulture);
    }

    private static bool TryRead(BsonValue value, long startMs, out long moment)
    {
        moment = 0;
        if (value.Type == BsonType.DateTime)
        {
            moment = value.AsDateTimeMs;
            return true;
        }

        if (value.Type != BsonType.String)
        {
            return false;
        }

        var text = value.AsString;
        if (TryParseSpan(text, out var span))
        {
            moment = startMs + span;
            return true;
        }

        if (TimeSpan.TryParseExact(text, TimesOfDay, CultureInfo.InvariantCulture, out var time))
        {
            moment = startMs - (startMs % 86_400_000) + (long)time.TotalMilliseconds;
            return true;
        }

        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (text.Length >= 10 && text[4] == '-'
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var parsed))
        {
            moment = parsed.ToUnixTimeMilliseconds();
            return true;
        }

        return false;
    }

    private static bool TryParseSpan(string text, out long milliseconds)
    {
        milliseconds = 0;
        var rest = text.AsSpan();
        while (rest.Length > 0)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !long.TryParse(rest[..digits], NumberStyles.None, null, out var size))
            {
                return false;
            }

            rest = rest[digits..];
            var letters = rest.IndexOfAnyExceptInRange('a', 'z');
            var unit = letters < 0 ? rest : rest[..letters];
            if (UnitOf(unit) is not { } factor || size > long.MaxValue / 1_000_000_000 / factor)
            {
                return false;
            }

            milliseconds += size * factor;
            rest = rest[unit.Length..];
        }

        return text.Length > 0;
    }

    private static long? UnitOf(ReadOnlySpan<char> name)
    {
        foreach (var (unit, milliseconds) in Units)
        {
            if (name.SequenceEqual(unit))
            {
                return milliseconds;
            }
        }

        return null;
    }

    private static string Shown(BsonValue value) => ExtendedJson.Format(value);
}
