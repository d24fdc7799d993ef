namespace WireSP.Expressions.Operators;

/// <summary>A time zone: a fixed offset from UTC, or one of the IANA database with its daylight saving time.</summary>
internal sealed class Zone
{
    /// <summary>UTC.</summary>
    public static readonly Zone Utc = new(null, 0);

    /// <summary>The argument that names a zone.</summary>
    public static readonly Parameter Parameter = new("timezone") { Default = "UTC" };

    private const long MillisecondsPerMinute = 60_000;

    private readonly TimeZoneInfo? _rules;
    private readonly long _offset;

    private Zone(TimeZoneInfo? rules, long offset)
    {
        _rules = rules;
        _offset = offset;
    }

    /// <summary>
    /// Reads <c>UTC</c>, an IANA name such as <c>Europe/Berlin</c>, or an offset such as <c>+05:30</c>.
    /// </summary>
    public static bool TryParse(string id, out Zone zone)
    {
        zone = Utc;
        if (id is "UTC" or "GMT")
        {
            return true;
        }

        if (id.Length > 0 && id[0] is '+' or '-')
        {
            var isOffset = TryParseOffset(id, out var offset);
            zone = new Zone(null, offset);
            return isOffset;
        }

        // Names are looked up in files: only what can be a name may become part of a path.
        if (!IsName(id) || !TimeZoneInfo.TryFindSystemTimeZoneById(id, out var rules))
        {
            return false;
        }

        zone = new Zone(rules, 0);
        return true;
    }

    /// <summary>Milliseconds to add to UTC at a moment.</summary>
    public long OffsetAt(long utcMilliseconds)
    {
        if (_rules is null)
        {
            return _offset;
        }

        // The database's rules are applied as they stand at the ends of what .NET's dates can hold.
        var clamped = Math.Clamp(utcMilliseconds, -62_135_510_400_000, 253_402_214_400_000);
        return (long)_rules.GetUtcOffset(DateTimeOffset.FromUnixTimeMilliseconds(clamped)).TotalMilliseconds;
    }

    /// <summary>The local time at a moment, as milliseconds since 1970 on the local calendar.</summary>
    public long ToLocal(long utcMilliseconds) => utcMilliseconds + OffsetAt(utcMilliseconds);

    /// <summary>
    /// The moment of a local time. Of two, the earlier; for one that the clocks skip, the moment it would have been
    /// without the change.
    /// </summary>
    public long ToUtc(long localMilliseconds)
    {
        var before = OffsetAt(localMilliseconds - Calendar.MillisecondsPerDay);
        var moment = localMilliseconds - before;
        if (OffsetAt(moment) == before)
        {
            return moment;
        }

        var after = OffsetAt(localMilliseconds + Calendar.MillisecondsPerDay);
        return OffsetAt(localMilliseconds - after) == after ? localMilliseconds - after : moment;
    }

    private static bool TryParseOffset(string id, out long milliseconds)
    {
        // +hh, +hhmm or +hh:mm
        milliseconds = 0;
        var digits = id.Length == 6 && id[3] == ':' ? id.Remove(3, 1).AsSpan(1) : id.AsSpan(1);
        if (digits.Length is not (2 or 4) || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var hours = ((digits[0] - '0') * 10) + digits[1] - '0';
        var minutes = digits.Length == 4 ? ((digits[2] - '0') * 10) + digits[3] - '0' : 0;
        milliseconds = ((hours * 60) + minutes) * MillisecondsPerMinute * (id[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool IsName(string id)
    {
        foreach (var c in id)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+'))
            {
                return false;
            }
        }

        return id.Length is > 0 and <= 64 && char.IsAsciiLetter(id[0]);
    }
}
