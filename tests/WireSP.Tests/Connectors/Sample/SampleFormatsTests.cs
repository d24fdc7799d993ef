using WireSP.Bson;
using WireSP.Connectors.Sample;

namespace WireSP.Tests.Connectors.Sample;

public class SampleFormatsTests
{
    // 2024-08-12T21:41:01.788Z
    private const long NowMs = 1_723_498_861_788;

    [Fact]
    public void The_table_is_sorted_and_each_default_connection_has_its_format()
    {
        Assert.Equal(
            ["samplecommerce", "sampleiot", "samplelog", "samplestock", "sampleweather", "solar"],
            SampleFormats.All.Select(format => format.Name));
        Assert.Equal(
            ["sample_stream_solar", "samplecommerce", "sampleiot", "samplelog", "samplestock", "sampleweather"],
            SampleConnections.DefaultNames);
        Assert.Equal("solar", SampleFormats.Find("sample_stream_solar", null)!.Name);
    }

    [Fact]
    public void A_solar_document_has_its_fields_in_their_order_and_ranges()
    {
        var details = 0;
        for (var sequence = 0; sequence < 1_000; sequence++)
        {
            var document = Create("solar", sequence);
            var names = Names(document);
            Assert.Equal(
                ["device_id", "group_id", "timestamp", "max_watts", "event_type", "obs"],
                names.Take(6));
            Assert.Matches("^device_([0-9]|10)$", document["device_id"].AsString);
            Assert.InRange(document["group_id"].AsInt32, 1, 10);
            Assert.Equal("2024-08-12T21:41:01.788+00:00", document["timestamp"].AsString);
            Assert.Contains(document["max_watts"].AsInt32, new[] { 250, 450 });
            Assert.InRange(document["event_type"].AsInt32, 0, 1);
            var observation = document["obs"].AsDocument;
            Assert.Equal(["watts", "temp"], Names(observation));
            Assert.InRange(observation["watts"].AsInt32, 0, document["max_watts"].AsInt32);
            Assert.Equal(BsonType.Int32, observation["temp"].Type);
            if (names.Count == 7)
            {
                Assert.Equal("Network error", document["event_details"].AsString);
                details++;
            }
        }

        Assert.InRange(details, 50, 300);
    }

    [Theory]
    [InlineData("samplecommerce", "order_id customer_id timestamp status payment_method currency items total")]
    [InlineData("sampleiot", "device_id device_type site timestamp status readings")]
    [InlineData("samplelog", "timestamp level service host request message")]
    [InlineData("samplestock", "symbol exchange timestamp side price quantity currency")]
    [InlineData(
        "sampleweather",
        "station_id city location timestamp temperature_c humidity_percent pressure_hpa wind condition")]
    public void A_document_of_the_other_formats_has_its_fields(string format, string fields)
    {
        for (var sequence = 0; sequence < 100; sequence++)
        {
            Assert.Equal(fields, string.Join(' ', Names(Create(format, sequence))));
        }
    }

    private static BsonDocument Create(string format, long sequence)
    {
        var random = new SampleRandom(1, sequence);
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        SampleFormats.Find("", format)!.Write(writer, new SampleMoment(sequence, NowMs), ref random);
        writer.End(start);
        return writer.ToDocument();
    }

    private static List<string> Names(BsonDocument document)
    {
        List<string> names = [];
        foreach (var element in document)
        {
            names.Add(element.Name);
        }

        return names;
    }
}
