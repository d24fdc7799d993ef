using System.Globalization;
using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>
/// Bids as nobody would like them: fields in any order, each missing in 5 % of the documents, the price of five types,
/// the address three levels deep. Always the same.
/// </summary>
internal sealed class HostileBids
{
    private const int FieldCount = 7;
    private const int MissingPercent = 5;

    private readonly Random _random = new(20150716);
    private readonly BsonWriter _writer = new(1024 * 1024);
    private readonly int[] _order = [0, 1, 2, 3, 4, 5, 6];

    /// <summary>The first <paramref name="count"/> bids.</summary>
    public static DocumentSet Create(int count)
    {
        var bids = NexmarkBids.Create(count);
        var hostile = new HostileBids();
        for (var i = 0; i < count; i++)
        {
            hostile.Write(bids[i], i);
        }

        return new DocumentSet("hostile bids", hostile._writer.Written.ToArray(), count);
    }

    private void Write(BsonDocument bid, int number)
    {
        _random.Shuffle(_order);
        var start = _writer.BeginDocument();
        foreach (var field in _order)
        {
            if (_random.Next(100) >= MissingPercent)
            {
                WriteField(bid, field, number);
            }
        }

        _writer.End(start);
    }

    private void WriteField(BsonDocument bid, int field, int number)
    {
        switch (field)
        {
            case 0:
                WritePrice(bid["price"].AsInt64, number);
                break;
            case 1:
                var page = _writer.BeginDocument("page"u8);
                var place = _writer.BeginDocument("place"u8);
                _writer.WriteString("url"u8, bid["url"].AsString);
                _writer.End(place);
                _writer.End(page);
                break;
            case 2:
                _writer.WriteInt64("auction"u8, bid["auction"].AsInt64);
                break;
            case 3:
                _writer.WriteInt64("bidder"u8, bid["bidder"].AsInt64);
                break;
            case 4:
                _writer.WriteString("channel"u8, bid["channel"].AsString);
                break;
            case 5:
                _writer.WriteDateTime("dateTime"u8, bid["dateTime"].AsDateTimeMs);
                break;
            case FieldCount - 1:
                _writer.WriteString("extra"u8, bid["extra"].AsString);
                break;
        }
    }

    private void WritePrice(long price, int number)
    {
        switch (number % 5)
        {
            case 0:
                _writer.WriteInt32("price"u8, (int)price);
                break;
            case 1:
                _writer.WriteInt64("price"u8, price);
                break;
            case 2:
                _writer.WriteDouble("price"u8, price);
                break;
            case 3:
                _writer.WriteValue("price"u8, Decimal128.FromInt64(price));
                break;
            default:
                _writer.WriteString("price"u8, price.ToString(CultureInfo.InvariantCulture));
                break;
        }
    }
}
