using WireSP.Bson;
using WireSP.Connectors.Schedule;
using WireSP.TestKit.Connectors;

namespace WireSP.Tests.Connectors.Schedule;

public class ScheduleConnectorTests
{
    private readonly ScheduleConnector _connector = new();
    private readonly StageParsing _parsing = new();

    [Fact]
    public void A_schedule_is_parsed_when_the_pipeline_is()
    {
        var argument = new BsonDocumentBuilder
        {
            { "schedule", "0 0/5 * * * *" },
            { "tsFieldName", "at" },
        }.ToDocument();

        Assert.Equal(
            "ScheduleSourceOperator", _connector.ParseSource(_parsing.Stage("$source", argument), null)!.OperatorName);
        Assert.Empty(_parsing.Problems);
    }

    [Fact]
    public void What_is_wrong_with_it_is_reported_at_its_path()
    {
        var argument = new BsonDocumentBuilder { { "schedule", "whenever" }, { "tsField", "at" } }.ToDocument();

        Assert.Null(_connector.ParseSource(_parsing.Stage("$source", argument), null));
        Assert.Equal(2, _parsing.Problems.Count);
        Assert.StartsWith("$source.tsField: ", _parsing.Problems[0], StringComparison.Ordinal);
        Assert.StartsWith("$source.schedule: expected six fields", _parsing.Problems[1], StringComparison.Ordinal);
    }
}
