using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Writes <c>changeStreamState</c>, <c>changeStreamTimeDifferenceSecs</c> and the like.</summary>
internal static class ChangeStatistics
{
    public static void Write(BsonWriter writer, ChangeFeed feed, ChangeWriter changes, TimeProvider clock)
    {
        // Nothing is behind when the last look found nothing; asking for the newest change would cost a command.
        var behindMs = feed.IsCaughtUp || changes.LastTimeMs is not { } last
            ? 0
            : Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - last);
        writer.WriteInt32("changeStreamTimeDifferenceSecs"u8, (int)Math.Min(int.MaxValue, behindMs / 1000));
        if (feed.Position.Token is { } token)
        {
            writer.WriteDocument("changeStreamState"u8, token);
        }

        if (changes.LastTimeMs is { } lastMs)
        {
            writer.WriteDateTime("changeStreamLastEventTime"u8, lastMs);
        }
    }
}
