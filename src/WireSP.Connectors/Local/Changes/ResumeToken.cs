using System.Buffers;
using System.Globalization;
using WireSP.Bson;

namespace WireSP.Connectors.Local.Changes;

/// <summary>
/// A place in the history as clients hold it: <c>{_data: hex}</c>. Tokens compare as texts in the order of events; the
/// end of a collection comes after the event that ended it.
/// </summary>
/// <remarks>
/// <code>
/// 82 time(8) 2B02 2C0100 29 6E 04    after the event of that time; 6F instead of 6E: after the end that it caused
/// 82 time(8) 2B02 29 29 6E 04        before whatever happens at that time
/// </code>
/// </remarks>
internal readonly record struct ResumeToken(ulong Time, bool IsEvent, bool IsInvalidate)
{
    private const string Head = "82";
    private const string EventMark = "2B022C010029";
    private const string EventEnd = "6E04";
    private const string InvalidateEnd = "6F04";
    private const string PositionMark = "2B0229296E04";
    private const int TimeEnd = 18;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");

    /// <summary>The token of an event.</summary>
    public static ResumeToken OfEvent(ulong time) => new(time, IsEvent: true, IsInvalidate: false);

    /// <summary>The token of the end that an event caused.</summary>
    public static ResumeToken OfInvalidate(ulong time) => new(time, IsEvent: true, IsInvalidate: true);

    /// <summary>The token of a place behind everything up to a time.</summary>
    public static ResumeToken After(ulong time) => new(time + 1, IsEvent: false, IsInvalidate: false);

    /// <summary>The last time that has been seen by whoever holds the token.</summary>
    public ulong SeenTime => IsEvent ? Time : Time - 1;

    /// <summary>Reads a token.</summary>
    /// <exception cref="CollectionException">It is none.</exception>
    public static ResumeToken Parse(BsonDocument token)
    {
        var data = token["_data"];
        if (data.Type != BsonType.String)
        {
            throw new CollectionException(40647, "Bad resume token: _data of missing or of wrong type");
        }

        var text = data.AsString;
        if (text.Length == 0)
        {
            throw new CollectionException(40649, "Bad resume token: _data is empty");
        }

        if (text.Length % 2 != 0 || text.AsSpan().ContainsAnyExcept(HexDigits))
        {
            throw CollectionErrors.FailedToParse("resume token string was not a valid hex string");
        }

        if (text.Length < TimeEnd + PositionMark.Length || !text.StartsWith(Head, StringComparison.Ordinal))
        {
            throw new CollectionException(15, "Bad resume token: it was cut off");
        }

        var time = ulong.Parse(
            text.AsSpan(Head.Length, TimeEnd - Head.Length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var isEvent = text.AsSpan(TimeEnd).StartsWith(EventMark, StringComparison.OrdinalIgnoreCase);
        var isInvalidate = isEvent
            && text.AsSpan(TimeEnd + EventMark.Length).StartsWith("6F", StringComparison.OrdinalIgnoreCase);
        return new ResumeToken(Math.Max(time, 1), isEvent, isInvalidate);
    }

    /// <summary>The token as a client holds it.</summary>
    public BsonDocument ToDocument() => new BsonDocumentBuilder { { "_data", ToString() } }.ToDocument();

    /// <inheritdoc/>
    public override string ToString()
    {
        var time = Time.ToString("X16", CultureInfo.InvariantCulture);
        return IsEvent
            ? $"{Head}{time}{EventMark}{(IsInvalidate ? InvalidateEnd : EventEnd)}"
            : $"{Head}{time}{PositionMark}";
    }
}
