using System.Globalization;
using System.Text;
using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>
/// The bids of the Nexmark generator with its published constants: of every 50 events 1 person, 3 auctions and 46 bids,
/// half of the bids on hot auctions, three quarters by hot bidders; 10,000 events a second of event time.
/// </summary>
internal sealed class NexmarkBids
{
    /// <summary>Event time of the first event: 2015-07-15 00:00 UTC, as the generator has it.</summary>
    public const long BaseTimeMs = 1_436_918_400_000;

    private const int EventsPerEpoch = 50;
    private const int PersonsPerEpoch = 1;
    private const int AuctionsPerEpoch = 3;
    private const int AuctionsInFlight = 100;
    private const int ActivePeople = 1000;
    private const int HotAuctionRatio = 100;
    private const int HotBidderRatio = 100;
    private const int FirstId = 1000;
    private const int UsualEventsPerMillisecond = 10;
    private const int Channels = 10_000;
    private const int ExtraLength = 55;

    private static readonly string[] HotChannels = ["Google", "Facebook", "Baidu", "Apple"];

    private readonly int _eventsPerMillisecond;
    private readonly Random _random = new(20150715);
    private readonly BsonWriter _writer = new(1024 * 1024);

    private NexmarkBids(int eventsPerMillisecond) => _eventsPerMillisecond = eventsPerMillisecond;

    /// <summary>The first <paramref name="count"/> bids; always the same.</summary>
    public static DocumentSet Create(int count, int eventsPerMillisecond = UsualEventsPerMillisecond)
    {
        var bids = new NexmarkBids(eventsPerMillisecond);
        var written = 0;
        for (long eventNumber = 0; written < count; eventNumber++)
        {
            if (eventNumber % EventsPerEpoch >= PersonsPerEpoch + AuctionsPerEpoch)
            {
                bids.Write(eventNumber);
                written++;
            }
        }

        return new DocumentSet("nexmark bids", bids._writer.Written.ToArray(), count);
    }

    private void Write(long eventNumber)
    {
        var channel = _random.Next(Channels);
        var isHotChannel = _random.Next(2) == 0;
        var start = _writer.BeginDocument();
        _writer.WriteInt64("auction"u8, NextAuction(eventNumber));
        _writer.WriteInt64("bidder"u8, NextBidder(eventNumber));
        _writer.WriteInt64("price"u8, (long)Math.Round(Math.Pow(10, _random.NextDouble() * 6) * 100));
        _writer.WriteString("channel"u8, isHotChannel ? HotChannels[_random.Next(4)] : $"channel-{channel}");
        _writer.WriteString("url"u8, NextUrl(channel));
        _writer.WriteDateTime("dateTime"u8, BaseTimeMs + (eventNumber / _eventsPerMillisecond));
        _writer.WriteString("extra"u8, NextText(ExtraLength));
        _writer.End(start);
    }

    private long NextAuction(long eventNumber)
    {
        var last = ((eventNumber / EventsPerEpoch) + 1) * AuctionsPerEpoch;
        return FirstId + (_random.Next(2) > 0
            ? last / HotAuctionRatio * HotAuctionRatio
            : Math.Max(0, last - AuctionsInFlight) + _random.NextInt64(Math.Min(last, AuctionsInFlight) + 1));
    }

    private long NextBidder(long eventNumber)
    {
        var last = eventNumber / EventsPerEpoch;
        return FirstId + (_random.Next(4) > 0
            ? (last / HotBidderRatio * HotBidderRatio) + 1
            : Math.Max(0, last - ActivePeople) + _random.NextInt64(Math.Min(last, ActivePeople) + 1));
    }

    private string NextUrl(int channel)
    {
        var url = $"https://www.nexmark.com/{NextText(5)}/{NextText(5)}/{NextText(5)}/item.htm?query=1";
        return _random.Next(10) > 0
            ? $"{url}&channel_id={channel.ToString(CultureInfo.InvariantCulture)}"
            : url;
    }

    private string NextText(int length)
    {
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            text.Append((char)('a' + _random.Next(26)));
        }

        return text.ToString();
    }
}
