using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Collections.TimeSeries;

public sealed class TimeSeriesParserTests
{
    private const string Into = "connectionName: 'x', db: 'd', coll: 'c'";
    private const string Series = "timeseries: { timeField: 't' }";

    [Theory]
    [InlineData($"{{ {Into} }}", 1)]
    [InlineData($"{{ {Into}, {Series}, parallelism: 3 }}", 3)]
    [InlineData($"{{ connectionName: 'x', db: '$a', coll: {{ $concat: ['c_', '$b'] }}, {Series} }}", 1)]
    public void A_sound_stage_is_at_least_once(string argument, int parallelism)
    {
        var parsing = new StageParsing();

        var factory = Parse(parsing, argument);

        Assert.Empty(parsing.Problems);
        Assert.Equal(
            (parallelism, DeliveryGuarantee.AtLeastOnce, "TimeseriesEmitOperator"),
            (factory!.Parallelism, factory.Delivery, factory.OperatorName));
    }

    [Theory]
    [InlineData("{ connectionName: 'x', db: 'd' }", 40414, "coll")]
    [InlineData($"{{ {Into}, topic: 't' }}", 40415, "topic")]
    [InlineData($"{{ {Into}, timeseries: 5 }}", 14, "timeseries")]
    [InlineData($"{{ {Into}, timeseries: {{}} }}", 40414, "timeseries")]
    [InlineData($"{{ {Into}, timeseries: {{ timeField: 't', granulrity: 'hours' }} }}", 40415, "timeseries")]
    [InlineData($"{{ {Into}, timeseries: {{ timeField: 't', granularity: 'days' }} }}", 2, "timeseries")]
    [InlineData($"{{ {Into}, parallelism: 0 }}", 2, "parallelism")]
    [InlineData("{ connectionName: 'x', db: 'd', coll: '$c' }", 40414, "timeseries")]
    [InlineData("{ connectionName: 'x', db: 'admin', coll: 'c' }", 2, "coll")]
    public void What_is_wrong_is_named(string argument, int code, string path)
    {
        var parsing = new StageParsing();

        _ = Parse(parsing, argument);

        Assert.Equal(code, Assert.Single(parsing.Codes));
        Assert.StartsWith($"$emit.{path}: ", Assert.Single(parsing.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_is_nearly_right_is_suggested()
    {
        var parsing = new StageParsing();

        _ = Parse(parsing, $"{{ {Into}, timeseries: {{ timeField: 't', granularity: 'minute' }} }}");

        Assert.Contains("minutes", Assert.Single(parsing.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Clusters_take_the_same_stage()
    {
        var parsing = new StageParsing();
        var connection = new ConnectionDefinition(
            "x", "MongoDB", ExtendedJson.ParseLenient("{ type: 'MongoDB', connectionString: 'mongodb://127.0.0.1' }"));

        var factory = new MongoDbConnector("MongoDB", new MongoClientPools(TimeProvider.System)).ParseSink(
            parsing.Stage("$emit", ExtendedJson.ParseLenient($"{{ {Into}, {Series} }}")), connection);

        Assert.Empty(parsing.Problems);
        Assert.Equal("TimeseriesEmitOperator", factory!.OperatorName);
    }

    private static ISinkFactory? Parse(StageParsing parsing, string argument) => new LocalConnector(null).ParseSink(
        parsing.Stage("$emit", ExtendedJson.ParseLenient(argument)),
        new ConnectionDefinition("x", "Local", BsonDocument.Empty));
}
