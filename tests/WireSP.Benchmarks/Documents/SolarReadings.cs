using System.Globalization;
using System.Text;
using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>Readings of solar panels as the tutorial's sample stream has them, 100 a second of event time.</summary>
internal static class SolarReadings
{
    /// <summary>Event time of the first reading.</summary>
    public const long BaseTimeMs = 1_700_000_000_000;

    private const int IntervalMs = 10;

    /// <summary>The first <paramref name="count"/> readings; always the same.</summary>
    public static DocumentSet Create(int count)
    {
        var random = new Random(1954);
        var writer = new BsonWriter(1024 * 1024);
        for (var i = 0; i < count; i++)
        {
            Write(writer, random, BaseTimeMs + ((long)i * IntervalMs));
        }

        return new DocumentSet("solar", writer.Written.ToArray(), count);
    }

    private static void Write(BsonWriter writer, Random random, long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        var start = writer.BeginDocument();
        writer.WriteString("device_id"u8, Encoding.ASCII.GetBytes($"device_{random.Next(11)}"));
        writer.WriteInt32("group_id"u8, random.Next(10));
        writer.WriteString(
            "timestamp"u8, time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+00:00'", CultureInfo.InvariantCulture));
        writer.WriteInt32("max_watts"u8, random.Next(2) == 0 ? 250 : 450);
        writer.WriteInt32("event_type"u8, random.Next(20) == 0 ? 1 : 0);
        var obs = writer.BeginDocument("obs"u8);
        writer.WriteInt32("watts"u8, random.Next(450));
        writer.WriteInt32("temp"u8, random.Next(5, 25));
        writer.End(obs);
        writer.End(start);
    }
}
