using WireSP.Bson;
using WireSP.Connectors.Collections.TimeSeries;
using WireSP.Connectors.Local;

namespace WireSP.Tests.Connectors.Collections.TimeSeries;

public sealed class TimeSeriesSpecTests
{
    [Theory]
    [InlineData(
        "{ timeField: 't' }", "{\"timeField\":\"t\",\"granularity\":\"seconds\",\"bucketMaxSpanSeconds\":3600}")]
    [InlineData(
        "{ timeField: 't', metaField: 'm', granularity: 'hours' }",
        "{\"timeField\":\"t\",\"metaField\":\"m\",\"granularity\":\"hours\",\"bucketMaxSpanSeconds\":2592000}")]
    [InlineData(
        "{ timeField: 't', bucketMaxSpanSeconds: 60, bucketRoundingSeconds: 60.0 }",
        "{\"timeField\":\"t\",\"bucketMaxSpanSeconds\":60,\"bucketRoundingSeconds\":60.0}")]
    public void A_collection_is_kept_with_what_a_server_adds(string written, string expected)
    {
        var spec = TimeSeriesSpec.Read(ExtendedJson.ParseLenientValue(written));

        Assert.Equal(
            $"{{\"timeseries\":{expected}}}", ExtendedJson.Format(BsonValue.FromDocument(spec.ToStoredOptions())));
    }

    [Theory]
    [InlineData("5", 14)]
    [InlineData("{}", 40414)]
    [InlineData("{ timeField: 5 }", 14)]
    [InlineData("{ timeField: '' }", 2)]
    [InlineData("{ timeField: 'a.b' }", 2)]
    [InlineData("{ timeField: '$t' }", 2)]
    [InlineData("{ timeField: 't', metaField: 't' }", 72)]
    [InlineData("{ timeField: 't', metaField: '_id' }", 72)]
    [InlineData("{ timeField: 't', granularity: 'second' }", 2)]
    [InlineData("{ timeField: 't', bucketMaxSpanSeconds: 60 }", 72)]
    [InlineData("{ timeField: 't', bucketMaxSpanSeconds: 60, bucketRoundingSeconds: 61 }", 72)]
    [InlineData("{ timeField: 't', bucketMaxSpanSeconds: 0, bucketRoundingSeconds: 0 }", 2)]
    [InlineData("{ timeField: 't', granularity: 'hours', bucketMaxSpanSeconds: 6, bucketRoundingSeconds: 6 }", 72)]
    [InlineData("{ timeField: 't', timefield: 't' }", 40415)]
    public void Refuses(string written, int code) => Assert.Equal(
        code,
        Assert.Throws<CollectionException>(
            () => TimeSeriesSpec.Read(ExtendedJson.ParseLenientValue(written))).Code);

    [Theory]
    [InlineData("{ t: ISODate('2026-01-01') }", true)]
    [InlineData("{ t: '2026-01-01' }", false)]
    [InlineData("{ t: null }", false)]
    [InlineData("{ x: 1 }", false)]
    public void A_measurement_has_a_date(string document, bool isOne) => Assert.Equal(
        isOne ? null : "'t' must be present and contain a valid BSON UTC datetime value",
        TimeSeriesSpec.Read(ExtendedJson.ParseLenientValue("{ timeField: 't' }"))
            .FindProblem(ExtendedJson.ParseLenient(document)));
}
