using WireSP.Bson;
using WireSP.Connectors.Sample;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Sample;

public class SampleConnectorTests
{
    private readonly SampleConnector _connector = new();
    private readonly StageParsing _parsing = new();

    [Fact]
    public void A_default_connection_needs_nothing_but_its_name() =>
        Assert.Empty(_connector.ValidateConnection(new BsonDocumentBuilder
        {
            { "name", "sample_stream_solar" },
            { "type", "Sample" },
        }.ToDocument()));

    [Fact]
    public void What_is_wrong_with_a_connection_is_said_all_at_once()
    {
        var problems = _connector.ValidateConnection(new BsonDocumentBuilder
        {
            { "name", "mine" },
            { "type", "Sample" },
            { "fromat", "solar" },
            { "documentsPerSecond", 0 },
        }.ToDocument());

        Assert.Equal(3, problems.Count);
        Assert.StartsWith("documentsPerSecond: expected a number above 0", problems[0], StringComparison.Ordinal);
        Assert.StartsWith("format: a sample connection that is not called", problems[1], StringComparison.Ordinal);
        Assert.StartsWith("fromat: 'fromat' is not a known field.", problems[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_stage_takes_no_fields_of_its_own()
    {
        var stage = _parsing.Stage("$source", new BsonDocumentBuilder
        {
            { "connectionName", "mine" },
            { "topic", "t" },
        }.ToDocument());
        var options = new BsonDocumentBuilder { { "name", "mine" }, { "format", "solar" } }.ToDocument();

        var factory = _connector.ParseSource(stage, new ConnectionDefinition("mine", "Sample", options));

        Assert.Equal("SampleDataSourceOperator", factory!.OperatorName);
        Assert.StartsWith("$source.topic: ", Assert.Single(_parsing.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_connection_cannot_be_a_sink()
    {
        var options = new BsonDocumentBuilder { { "name", "mine" }, { "format", "solar" } }.ToDocument();

        Assert.Null(_connector.ParseSink(
            _parsing.Stage("$emit", BsonDocument.Empty), new ConnectionDefinition("mine", "Sample", options)));
        Assert.Contains("can only be a source", Assert.Single(_parsing.Problems), StringComparison.Ordinal);
    }
}
