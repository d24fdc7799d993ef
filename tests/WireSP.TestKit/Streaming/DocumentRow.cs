using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// How a test's document arrives: its field <c>t</c> (<c>'12:05'</c>, <c>'12:05:03'</c>, or milliseconds) is the
/// source's time, its field <c>p</c> the partition, and a field <c>undecodable</c> makes it no document.
/// </summary>
internal readonly record struct DocumentRow(BsonDocument Body, long TimeMs, DocumentOrigin Origin)
{
    /// <summary>The day that times of day belong to.</summary>
    public static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads a test's document.</summary>
    public static DocumentRow Of(BsonDocument body, long nowMs, long position)
    {
        var partition = body["p"] is { Type: BsonType.Int32 } p ? p.AsInt32 : 0;
        var origin = new DocumentOrigin(TestOrigin.Instance, partition, position, nowMs, BsonDocument.Empty);
        return new DocumentRow(body, TimeOf(body["t"], nowMs), origin);
    }

    /// <summary>The milliseconds of a time of day on <see cref="Day"/>.</summary>
    public static long At(string timeOfDay) =>
        (Day + TimeSpan.Parse(timeOfDay, CultureInfo.InvariantCulture)).ToUnixTimeMilliseconds();

    /// <summary>Puts it into a batch, as a source does.</summary>
    public void AddTo(SourceBatch batch)
    {
        if (!Body["undecodable"].IsMissing)
        {
            batch.AddUndecodable(new UndecodableRecord(Body["undecodable"], "not a document", Origin));
            return;
        }

        var start = batch.Buffer.Position;
        batch.Buffer.WriteRaw(Body.Span);
        batch.Add(batch.Buffer.DocumentFrom(start), TimeMs, Origin);
    }

    private static long TimeOf(BsonValue time, long nowMs) => time.Type switch
    {
        BsonType.String => At(time.AsString),
        BsonType.Int32 => time.AsInt32,
        BsonType.Int64 => time.AsInt64,
        BsonType.DateTime => time.AsDateTimeMs,
        _ => nowMs,
    };
}
