using WireSP.Bson;

namespace WireSP.Streaming.Time;

/// <summary>What a dead letter says of a document whose event time is too far ahead of the clock.</summary>
internal static class FutureEvent
{
    /// <summary>The reason.</summary>
    public const string Reason =
        "Input document's event time is too far in the future; the processor's option maxEventTimeAhead is the limit.";

    /// <summary>The document's time and the clock's.</summary>
    public static BsonDocument Details(long timeMs, long nowMs) => new BsonDocumentBuilder
    {
        { "eventTime", BsonValue.FromDateTimeMs(timeMs) },
        { "processingTime", BsonValue.FromDateTimeMs(nowMs) },
    }.ToDocument();
}
