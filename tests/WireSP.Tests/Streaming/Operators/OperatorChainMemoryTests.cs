using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

/// <summary>Answers that lookups keep are memory beside the state, which is given back last.</summary>
public class OperatorChainMemoryTests
{
    private const string Lookup = "{ $lookup: { from: { connectionName: 'in', db: 'd', coll: 'c' }, localField: 'k', "
        + "foreignField: '_id', as: 'found' } }";

    private const string Window = "{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: 0, "
        + "pipeline: [{ $group: { _id: '$k' } }] } }";

    [Fact]
    public void Kept_answers_are_memory_and_no_state_of_their_operator_or_the_window()
    {
        var plain = new PipelineHarness($"[{Lookup}, {Window}]");
        var keeping = new PipelineHarness($"[{Lookup}, {Window}]") { Connector = { KeptBytes = 5000 } };
        plain.Process("{ t: '12:00', k: 1 }");
        keeping.Process("{ t: '12:00', k: 1 }");

        Assert.Equal(plain.Chain.PublishedStateBytes, keeping.Chain.PublishedStateBytes);
        Assert.Equal(plain.Chain.PublishedSpareBytes + 5000, keeping.Chain.PublishedSpareBytes);
        List<OperatorStatistics> rows = [];
        TaskStatisticsReader.AddOperators(keeping.Chain, TimeSpan.Zero, rows);
        Assert.Equal([0, plain.Chain.PublishedStateBytes], rows.Select(row => row.StateBytes));
        Assert.Equal(5000, rows[0].MemoryBytesMax);
    }

    [Fact]
    public void Answers_are_given_back_when_what_windows_left_is_not_enough_and_then_only_as_many_as_are_needed()
    {
        var harness = new PipelineHarness($"[{Lookup}, {Window}]") { Connector = { KeptBytes = 5000 } };
        harness.Process([.. Enumerable.Range(0, 500).Select(k => $"{{ t: '12:00', k: {k} }}")]);
        harness.Process("{ t: '12:10', k: 1 }");
        var spare = harness.Chain.PublishedSpareBytes - 5000;
        Assert.InRange(spare, 1, long.MaxValue);

        harness.Chain.GiveBack(1);
        Assert.Equal(5000, harness.Connector.KeptBytes);
        harness.Chain.GiveBack(harness.Chain.PublishedSpareBytes - 5000 + 200);
        Assert.InRange(harness.Connector.KeptBytes, 4800, 4999);
    }
}
