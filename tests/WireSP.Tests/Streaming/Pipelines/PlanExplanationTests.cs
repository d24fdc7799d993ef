using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Pipelines;

public class PlanExplanationTests
{
    [Fact]
    public void It_tells_what_runs_together_and_what_a_window_keeps()
    {
        var plan = TestPipelines.Compile(
            """
            [{ $source: { connectionName: 'in' } }, { $match: { 'a.b': 1 } }, { $set: { c: { $add: ['$d', 1] } } },
             { $tumblingWindow: { interval: { size: 1, unit: 'second' },
               pipeline: [{ $group: { _id: '$k', n: { $sum: '$c' } } }] } },
             { $project: { n: 1 } }, { $emit: { connectionName: 'out' } }]
            """,
            new TestConnector()).Explain();

        Assert.Equal(
            """[["MatchOperator","SetOperator","TumblingWindowOperator"],["ProjectOperator"]]""",
            ExtendedJson.Format(plan["fused"], ExtendedJsonOptions.Relaxed).Replace(" ", "", StringComparison.Ordinal));
        var stages = plan["stages"].AsArray;
        Assert.Equal("a.b", stages[0].AsDocument["fieldsRead"].AsArray[0].AsString);
        Assert.Equal("d", stages[1].AsDocument["fieldsRead"].AsArray[0].AsString);
        Assert.Equal("partialResults", stages[2].AsDocument["keptAs"].AsString);
        Assert.True(stages[0].AsDocument["movedAhead"].IsMissing);
        Assert.False(plan["readsMetadata"].AsBoolean);
    }
}
