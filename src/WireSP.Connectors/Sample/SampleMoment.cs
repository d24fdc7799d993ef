using System.Globalization;
using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>What a sample document is made from: its number in the stream and the time it is made at.</summary>
/// <param name="Sequence">Number of the document, from 0.</param>
/// <param name="NowMs">The clock's time, milliseconds since 1970-01-01 UTC.</param>
internal readonly record struct SampleMoment(long Sequence, long NowMs)
{
    private const string Pattern = "yyyy-MM-ddTHH:mm:ss.fff+00:00";

    /// <summary>
    /// Appends the time as the solar stream writes it: <c>timestamp: "2024-08-12T21:41:01.788+00:00"</c>.
    /// </summary>
    public void WriteTimestamp(BsonWriter writer)
    {
        Span<byte> text = stackalloc byte[Pattern.Length];
        var time = DateTimeOffset.FromUnixTimeMilliseconds(NowMs).UtcDateTime;
        _ = time.TryFormat(text, out var length, Pattern, CultureInfo.InvariantCulture);
        writer.WriteString("timestamp"u8, text[..length]);
    }
}
