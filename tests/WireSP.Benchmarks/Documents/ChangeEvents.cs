using System.Globalization;
using WireSP.Bson;

namespace WireSP.Benchmarks.Documents;

/// <summary>
/// Events of a change stream over eight collections of a shop: half of them inserts, two fifths updates with the
/// document as it is then, the rest replacements and deletes. An update has about 850 bytes.
/// </summary>
internal sealed class ChangeEvents
{
    /// <summary>Wall time of the first event.</summary>
    public const long BaseTimeMs = 1_700_000_000_000;

    private const double ZipfExponent = 1.1;

    private static readonly string[] Collections =
        ["orders", "items", "customers", "baskets", "payments", "shipments", "returns", "reviews"];

    private static readonly double[] Shares = ZipfShares();

    private readonly Random _random = new(19991231);
    private readonly BsonWriter _writer = new(1024 * 1024);
    private readonly byte[] _id = new byte[ObjectId.Size];

    private ChangeEvents()
    {
    }

    /// <summary>The first <paramref name="count"/> events; always the same.</summary>
    public static DocumentSet Create(int count)
    {
        var events = new ChangeEvents();
        for (var i = 0; i < count; i++)
        {
            events.Write(i);
        }

        return new DocumentSet("change events", events._writer.Written.ToArray(), count);
    }

    private void Write(int number)
    {
        var kind = _random.Next(100) switch
        {
            < 50 => "insert",
            < 90 => "update",
            < 95 => "replace",
            _ => "delete",
        };
        var collection = NextCollection();
        _random.NextBytes(_id);
        var wallMs = BaseTimeMs + (number / 10);
        var start = _writer.BeginDocument();
        var id = _writer.BeginDocument("_id"u8);
        _writer.WriteString("_data"u8, number.ToString("X140", CultureInfo.InvariantCulture));
        _writer.End(id);
        _writer.WriteString("operationType"u8, kind);
        _writer.WriteValue("clusterTime"u8, BsonValue.FromTimestamp((ulong)wallMs / 1000 << 32 | (uint)number));
        _writer.WriteDateTime("wallTime"u8, wallMs);
        if (kind != "delete")
        {
            WriteOrder(number, collection, wallMs);
        }

        var name = _writer.BeginDocument("ns"u8);
        _writer.WriteString("db"u8, "shop");
        _writer.WriteString("coll"u8, collection);
        _writer.End(name);
        var key = _writer.BeginDocument("documentKey"u8);
        _writer.WriteValue("_id"u8, BsonValue.FromObjectId(new ObjectId(_id)));
        _writer.End(key);
        if (kind == "update")
        {
            WriteDescription(number, wallMs);
        }

        _writer.End(start);
    }

    private void WriteOrder(int number, string kind, long wallMs)
    {
        var start = _writer.BeginDocument("fullDocument"u8);
        _writer.WriteValue("_id"u8, BsonValue.FromObjectId(new ObjectId(_id)));
        _writer.WriteInt64("number"u8, number);
        _writer.WriteString("kind"u8, kind);
        var customer = _writer.BeginDocument("customer"u8);
        _writer.WriteString("name"u8, string.Create(CultureInfo.InvariantCulture, $"customer {_random.Next(1000)}"));
        _writer.WriteString(
            "email"u8, string.Create(CultureInfo.InvariantCulture, $"c{_random.Next(1000)}@example.org"));
        _writer.End(customer);
        var items = _writer.BeginArray("items"u8);
        for (var i = 0; i < 3; i++)
        {
            WriteItem(i);
        }

        _writer.End(items);
        _writer.WriteString("status"u8, _random.Next(2) == 0 ? "open" : "paid");
        _writer.WriteDouble("total"u8, _random.Next(100_000) / 100.0);
        _writer.WriteDateTime("at"u8, wallMs);
        _writer.End(start);
    }

    private void WriteItem(int index)
    {
        _writer.WriteHeader(BsonType.Document, index);
        var item = _writer.BeginDocument();
        _writer.WriteString("sku"u8, string.Create(CultureInfo.InvariantCulture, $"sku-{_random.Next(10_000):D5}"));
        _writer.WriteInt32("quantity"u8, _random.Next(1, 9));
        _writer.WriteDouble("price"u8, _random.Next(10_000) / 100.0);
        _writer.End(item);
    }

    private void WriteDescription(int number, long wallMs)
    {
        var start = _writer.BeginDocument("updateDescription"u8);
        var updated = _writer.BeginDocument("updatedFields"u8);
        _writer.WriteString("status"u8, "paid");
        _writer.WriteInt64("version"u8, number);
        _writer.WriteDateTime("at"u8, wallMs);
        _writer.End(updated);
        _writer.End(_writer.BeginArray("removedFields"u8));
        _writer.End(_writer.BeginArray("truncatedArrays"u8));
        _writer.End(start);
    }

    private string NextCollection()
    {
        var share = _random.NextDouble() * Shares[^1];
        return Collections[Array.FindIndex(Shares, limit => share < limit)];
    }

    private static double[] ZipfShares()
    {
        var shares = new double[Collections.Length];
        double sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum += Math.Pow(i + 1, -ZipfExponent);
            shares[i] = sum;
        }

        return shares;
    }
}
