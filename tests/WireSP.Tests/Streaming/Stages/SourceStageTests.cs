using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class SourceStageTests
{
    [Fact]
    public void Event_time_is_the_sources_own_without_a_timeField()
    {
        var harness = new PipelineHarness("[{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, "
            + "allowedLateness: 0, pipeline: [{ $count: 'n' }] } }]");

        harness.Process("{ t: '12:00:10' }", "{ t: '12:01' }");

        harness.PutsOut("{ n: 1 }");
    }

    [Fact]
    public void A_timeField_gives_event_time_and_a_document_without_it_is_a_dead_letter()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: 0, "
                + "pipeline: [{ $count: 'n' }] } }]",
            "{ $source: { connectionName: 'in', timeField: { $toDate: '$at' } } }");

        harness.Process(
            "{ at: { $numberLong: '60000' } }", "{ at: 'never' }", "{}", "{ at: { $numberLong: '130000' } }");

        harness.PutsOut("{ n: 1 }");
        Assert.Equal(2, harness.DeadLetters.Count);
        Assert.All(harness.DeadLetters, letter => Assert.Equal("TestSourceOperator", letter["operatorName"].AsString));
        Assert.Equal("timeField must give a date, not null", harness.Reasons[1]);
    }

    [Fact]
    public void A_tsFieldName_stores_the_event_time_before_any_stage()
    {
        var harness = new PipelineHarness(
            "[{ $match: { ts: { $type: 'date' } } }]", "{ $source: { connectionName: 'in', tsFieldName: 'ts' } }");

        harness.Process("{ t: { $numberLong: '5' }, ts: 'old', a: 1 }");

        harness.PutsOut("{ t: { $numberLong: '5' }, a: 1, ts: { $date: { $numberLong: '5' } } }");
    }

    [Fact]
    public void An_array_of_documents_needs_no_connection() =>
        Assert.Empty(TestPipelines.ProblemsOf("[{ $source: { documents: [{ a: 1 }] } }]"));

    [Theory]
    [InlineData("5", "14 0 $source: expected object, found int")]
    [InlineData("{}", "40414 0 $source.connectionName: 'connectionName' is required and is missing")]
    [InlineData(
        "{ connectionName: 'inn' }",
        "125 0 $source.connectionName: connection named inn does not exist. Check sp.listConnections() for available "
            + "connections. Did you mean 'in'?")]
    [InlineData(
        "{ connectionName: 'in', documents: [] }",
        "420 0 $source.connectionName: 'connectionName' and 'documents' cannot be used together")]
    [InlineData(
        "{ connectionName: 'in', timeField: '$at' }",
        "14 0 $source.timeField: expected an object with one of $toDate and $dateFromString, found string")]
    [InlineData(
        "{ connectionName: 'in', timeField: { $add: [1, 2] } }",
        "420 0 $source.timeField: expected exactly one of $toDate and $dateFromString, found $add")]
    [InlineData(
        "{ connectionName: 'in', timeField: { $toDate: '$a', $dateFromString: {} } }",
        "420 0 $source.timeField: expected exactly one of $toDate and $dateFromString, found $toDate, $dateFromString")]
    [InlineData(
        "{ connectionName: 'in', tsFieldName: 'a.b' }",
        "420 0 $source.tsFieldName: 'a.b' cannot be the name of the timestamp field: expected a top-level field name")]
    [InlineData(
        "{ connectionName: 'in', partitionIdleTimeout: { size: 1, unit: 'minutes' } }",
        "2 0 $source.partitionIdleTimeout.unit: 'minutes' is not a value of 'unit'; expected ms, second, minute, hour, "
            + "day. Did you mean 'minute'?")]
    public void A_source_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.Equal(expected, Assert.Single(TestPipelines.ProblemsOf($"[{{ $source: {argument} }}]")));
}
