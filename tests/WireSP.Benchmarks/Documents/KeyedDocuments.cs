using System.Globalization;
using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>A million documents of one window, each with a key of its own: what fills a window's state.</summary>
internal static class KeyedDocuments
{
    /// <summary>Distinct keys.</summary>
    public const int Keys = 1_000_000;

    /// <summary>Keys that are 64-bit integers.</summary>
    public static DocumentSet OfIntegers() => Create(0, Keys, static (writer, i) => writer.WriteInt64("key"u8, Key(i)));

    /// <summary>Keys that are texts of 24 bytes.</summary>
    public static DocumentSet OfTexts() => Create(0, Keys, WriteText);

    /// <summary>One key of a hundred, spread evenly over all of them.</summary>
    public static DocumentSet OfFewIntegers() =>
        Create(0, Keys / 100, static (writer, i) => writer.WriteInt64("key"u8, Key(i * 100)));

    /// <summary>A document of a later time, which closes the window of all others.</summary>
    public static DocumentSet Later() =>
        Create(3_600_000, 1, static (writer, i) => writer.WriteInt64("key"u8, Key(i)));

    private static long Key(int index) => index * 7919L;

    private static DocumentSet Create(long laterMs, int count, Action<BsonWriter, int> writeKey)
    {
        var writer = new BsonWriter(1024 * 1024);
        for (var i = 0; i < count; i++)
        {
            var start = writer.BeginDocument();
            writeKey(writer, i);
            writer.WriteInt64("price"u8, i);
            writer.WriteDateTime("dateTime"u8, NexmarkBids.BaseTimeMs + laterMs);
            writer.End(start);
        }

        return new DocumentSet("keys", writer.Written.ToArray(), count);
    }

    private static void WriteText(BsonWriter writer, int index)
    {
        Span<byte> text = stackalloc byte[24];
        _ = index.TryFormat(text, out _, "D24", CultureInfo.InvariantCulture);
        writer.WriteString("key"u8, text);
    }
}
