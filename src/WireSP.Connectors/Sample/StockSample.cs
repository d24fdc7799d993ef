using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>Trades: <c>{symbol, exchange, timestamp, side, price, quantity, currency}</c>.</summary>
internal static class StockSample
{
    public static readonly SampleFormat Format = new("samplestock", "samplestock", Write);

    private static readonly (string Symbol, string Exchange, double Price)[] Listings =
    [
        ("ACME", "NYSE", 182.4),
        ("BLUE", "NASDAQ", 47.15),
        ("CRUX", "NASDAQ", 311.9),
        ("DELT", "NYSE", 12.85),
        ("EVER", "LSE", 96.2),
        ("FJRD", "OSL", 73.55),
        ("GRVL", "NYSE", 154.05),
        ("HALO", "NASDAQ", 228.7),
    ];

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        var (symbol, exchange, price) = random.Pick<(string, string, double)>(Listings);
        writer.WriteString("symbol"u8, symbol);
        writer.WriteString("exchange"u8, exchange);
        moment.WriteTimestamp(writer);
        writer.WriteString("side"u8, random.Next(0, 1) == 0 ? "buy"u8 : "sell"u8);
        writer.WriteDouble("price"u8, Math.Round(price * random.NextDouble(0.97, 1.03, 4), 2));
        writer.WriteInt32("quantity"u8, random.Next(1, 500));
        writer.WriteString("currency"u8, "USD"u8);
    }
}
