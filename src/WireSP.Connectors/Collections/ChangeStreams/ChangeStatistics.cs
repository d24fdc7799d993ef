using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Writes <c>changeStreamState</c>, <c>changeStreamTimeDifferenceSecs</c> and the like.</summary>
internal static class ChangeStatistics
{
    /// <summary>Writes where a stream stands.</summary>
    public static void Write(BsonWriter writer, ChangeFeed feed, long? lastTimeMs, TimeProvider clock)
    {
        // Nothing is behind when the last look found nothing; asking for the newest change would cost a command.
        var behindMs = feed.IsCaughtUp || lastTimeMs is not { } last
            ? 0
            : Math.Max(0, clock.GetUtcNow().ToUnixTimeMilliseconds() - last);
        writer.WriteInt32("changeStreamTimeDifferenceSecs"u8, (int)Math.Min(int.MaxValue, behindMs / 1000));
        if (feed.Position.Token is { } token)
        {
            writer.WriteDocument("changeStreamState"u8, token);
        }

        if (lastTimeMs is { } lastMs)
        {
            writer.WriteDateTime("changeStreamLastEventTime"u8, lastMs);
        }
    }

    /// <summary>Writes how far a copy has come.</summary>
    public static void Write(BsonWriter writer, CopyProgress progress)
    {
        var sync = writer.BeginDocument("initialSync"u8);
        writer.WriteInt64("estimatedDocs"u8, Sum(progress.Estimated));
        writer.WriteInt64("copiedDocs"u8, Sum(progress.Copied));
        writer.End(sync);
    }

    private static long Sum(IReadOnlyList<long> counts)
    {
        long sum = 0;
        foreach (var count in counts)
        {
            sum += count;
        }

        return sum;
    }
}
