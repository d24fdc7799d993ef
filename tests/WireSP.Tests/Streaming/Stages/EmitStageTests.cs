using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class EmitStageTests
{
    [Fact]
    public void The_connections_connector_reads_the_rest() =>
        Assert.Empty(TestPipelines.ProblemsOfStage("{ $emit: { connectionName: 'out', topic: 'x' } }"));

    [Theory]
    [InlineData("5", "14 $emit: expected object, found int")]
    [InlineData("{}", "40414 $emit.connectionName: 'connectionName' is required and is missing")]
    [InlineData(
        "{ connectionName: 'outt' }",
        "125 $emit.connectionName: connection named outt does not exist. Check sp.listConnections() for available "
            + "connections. Did you mean 'out'?")]
    [InlineData(
        "{ connectionName: 'other' }",
        "420 $emit.connectionName: connection 'other' is of type Other, which $emit cannot use")]
    [InlineData(
        "{ connectionName: 'out', topik: 'x' }",
        "40415 $emit.topik: 'topik' is not a known field. Did you mean 'topic'? Known fields: connectionName, "
            + "parallelism, topic")]
    public void A_sink_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.Equal(expected, TestPipelines.ProblemOfStage($"{{ $emit: {argument} }}"));
}
