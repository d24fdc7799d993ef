using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class MergeStageTests
{
    [Fact]
    public void The_connections_connector_reads_the_rest() =>
        Assert.Empty(TestPipelines.ProblemsOfStage("{ $merge: { into: { connectionName: 'out', db: 'd' } } }"));

    [Theory]
    [InlineData("'c'", "14 $merge: expected object, found string")]
    [InlineData("{}", "40414 $merge.into: 'into' is required and is missing")]
    [InlineData(
        "{ into: 'c' }", "14 $merge.into: expected an object {connectionName, db, coll}, found string")]
    [InlineData(
        "{ into: { db: 'd', coll: 'c' } }",
        "40414 $merge.into.connectionName: 'connectionName' is required and is missing")]
    [InlineData(
        "{ into: { connectionName: 'outt' } }",
        "125 $merge.into.connectionName: connection named outt does not exist. Check sp.listConnections() for "
            + "available connections. Did you mean 'out'?")]
    [InlineData(
        "{ into: { connectionName: 'other' } }",
        "420 $merge.into.connectionName: connection 'other' is of type Other, which $merge cannot use")]
    public void A_merge_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.Equal(expected, TestPipelines.ProblemOfStage($"{{ $merge: {argument} }}"));
}
