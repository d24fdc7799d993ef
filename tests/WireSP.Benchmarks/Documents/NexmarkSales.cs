using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>
/// The persons and auctions of the Nexmark generator in one stream, as q8 joins them: of every 50 events 1 person and 3
/// auctions, three quarters of them by hot sellers; 10,000 events a second of event time, bids included.
/// </summary>
internal sealed class NexmarkSales
{
    private const int EventsPerEpoch = 50;
    private const int AuctionsPerEpoch = 3;
    private const int ActivePeople = 1000;
    private const int HotSellerRatio = 100;
    private const int FirstId = 1000;
    private const int EventsPerMillisecond = 10;

    private readonly Random _random = new(20150715);
    private readonly BsonWriter _writer = new(1024 * 1024);

    /// <summary>The first <paramref name="count"/> persons and auctions; always the same.</summary>
    public static DocumentSet Create(int count)
    {
        var sales = new NexmarkSales();
        for (var i = 0; i < count; i++)
        {
            var epoch = i / (AuctionsPerEpoch + 1);
            var part = i % (AuctionsPerEpoch + 1);
            var time = NexmarkBids.BaseTimeMs + ((((long)epoch * EventsPerEpoch) + part) / EventsPerMillisecond);
            if (part == 0)
            {
                sales.WritePerson(epoch, time);
            }
            else
            {
                sales.WriteAuction(epoch, part, time);
            }
        }

        return new DocumentSet("nexmark persons and auctions", sales._writer.Written.ToArray(), count);
    }

    private void WritePerson(int epoch, long time)
    {
        var root = _writer.BeginDocument();
        _writer.WriteDateTime("dateTime"u8, time);
        var person = _writer.BeginDocument("person"u8);
        _writer.WriteInt64("id"u8, FirstId + epoch);
        _writer.WriteString("name"u8, $"Vicky {NextText(8)}");
        _writer.WriteString("emailAddress"u8, $"{NextText(7)}@{NextText(5)}.com");
        _writer.WriteString("creditCard"u8, NextText(19));
        _writer.WriteString("city"u8, "Phoenix");
        _writer.WriteString("state"u8, "AZ");
        _writer.WriteString("extra"u8, NextText(40));
        _writer.End(person);
        _writer.End(root);
    }

    private void WriteAuction(int epoch, int part, long time)
    {
        var isHot = _random.Next(4) > 0;
        var root = _writer.BeginDocument();
        _writer.WriteDateTime("dateTime"u8, time);
        var auction = _writer.BeginDocument("auction"u8);
        _writer.WriteInt64("id"u8, FirstId + ((long)epoch * AuctionsPerEpoch) + part);
        _writer.WriteInt64("seller"u8, FirstId + (isHot
            ? epoch / HotSellerRatio * HotSellerRatio
            : Math.Max(0, epoch - ActivePeople) + _random.Next(Math.Min(epoch, ActivePeople) + 1)));
        _writer.WriteInt64("category"u8, 10 + _random.Next(5));
        _writer.WriteInt64("initialBid"u8, _random.Next(100, 100_000));
        _writer.WriteInt64("reserve"u8, _random.Next(100_000, 200_000));
        _writer.WriteDateTime("expires"u8, time + _random.Next(1000, 20_000));
        _writer.WriteString("itemName"u8, NextText(20));
        _writer.WriteString("description"u8, NextText(100));
        _writer.WriteString("extra"u8, NextText(200));
        _writer.End(auction);
        _writer.End(root);
    }

    private string NextText(int length) =>
        string.Create(length, _random, static (text, random) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)('a' + random.Next(26));
            }
        });
}
