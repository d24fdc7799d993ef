using WireSP.Bson;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Orders of a shop: <c>{order_id, customer_id, timestamp, status, payment_method, currency, items: [{sku, name,
/// quantity, unit_price}], total}</c>.
/// </summary>
internal static class CommerceSample
{
    public static readonly SampleFormat Format = new("samplecommerce", "samplecommerce", Write);

    private const int CustomerMax = 500;
    private const int ItemsMax = 4;

    private static readonly (string Sku, string Name, double Price)[] Products =
    [
        ("BK-100", "notebook", 4.5),
        ("BT-210", "water bottle", 18.9),
        ("CH-305", "charger", 24.99),
        ("HD-410", "headphones", 79),
        ("LP-515", "desk lamp", 34.2),
        ("MG-620", "mug", 9.75),
    ];

    private static readonly string[] Statuses = ["placed", "placed", "paid", "shipped", "cancelled"];
    private static readonly string[] Payments = ["card", "card", "transfer", "wallet"];

    private static void Write(BsonWriter writer, SampleMoment moment, ref SampleRandom random)
    {
        writer.WriteInt64("order_id"u8, 1_000_000 + moment.Sequence);
        writer.WriteInt32("customer_id"u8, random.Next(1, CustomerMax));
        moment.WriteTimestamp(writer);
        writer.WriteString("status"u8, random.Pick<string>(Statuses));
        writer.WriteString("payment_method"u8, random.Pick<string>(Payments));
        writer.WriteString("currency"u8, "EUR"u8);
        var total = 0.0;
        var items = writer.BeginArray("items"u8);
        var count = random.Next(1, ItemsMax);
        for (var i = 0; i < count; i++)
        {
            var (sku, name, price) = random.Pick<(string, string, double)>(Products);
            var quantity = random.Next(1, 3);
            writer.WriteHeader(BsonType.Document, i);
            var item = writer.BeginDocument();
            writer.WriteString("sku"u8, sku);
            writer.WriteString("name"u8, name);
            writer.WriteInt32("quantity"u8, quantity);
            writer.WriteDouble("unit_price"u8, price);
            writer.End(item);
            total += price * quantity;
        }

        writer.End(items);
        writer.WriteDouble("total"u8, Math.Round(total, 2));
    }
}
