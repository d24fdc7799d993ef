using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Tasks;

public class TaskStatisticsReaderTests
{
    private const string Script = "{ $function: { body: 'function(a) { return a + 1; }', args: ['$v'], lang: 'js' } }";

    private const long EngineBytes = 640 * 1024;

    [Fact]
    public void An_engine_of_JavaScript_is_state_of_the_operator_that_runs_it()
    {
        var harness = new PipelineHarness(
            $"[{{ $match: {{ v: {{ $gt: 0 }} }} }}, {{ $set: {{ a: {Script} }} }}, {{ $project: {{ a: {Script} }} }}]");

        harness.Process("{ v: 0 }");
        Assert.Equal(0, harness.Chain.PublishedStateBytes);
        Assert.Equal([0, 0, 0], Rows(harness).Select(row => row.StateBytes));

        harness.Process("{ v: 1 }");
        Assert.Equal(2 * EngineBytes, harness.Chain.PublishedStateBytes);
        Assert.Equal([0, EngineBytes, EngineBytes], Rows(harness).Select(row => row.StateBytes));
        Assert.Equal([0, EngineBytes, EngineBytes], Rows(harness).Select(row => row.MemoryBytesMax));
    }

    [Fact]
    public void An_engine_inside_a_window_is_state_of_the_window()
    {
        const string window = "{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, pipeline: [";
        var plain = new PipelineHarness($"[{window}{{ $set: {{ v: 1 }} }}, {{ $group: {{ _id: '$v' }} }}] }} }}]");
        var scripted = new PipelineHarness(
            $"[{{ $set: {{ v: {Script} }} }}, {window}{{ $set: {{ v: {Script} }} }}, "
                + "{ $group: { _id: '$v' } }] } }]");

        plain.Process("{ t: '12:00', v: 1 }");
        scripted.Process("{ t: '12:00', v: 1 }");

        var state = plain.Chain.PublishedStateBytes;
        Assert.Equal(state + (2 * EngineBytes), scripted.Chain.PublishedStateBytes);
        Assert.Equal([EngineBytes, state + EngineBytes], Rows(scripted).Select(row => row.StateBytes));
    }

    private static List<OperatorStatistics> Rows(PipelineHarness harness)
    {
        List<OperatorStatistics> rows = [];
        TaskStatisticsReader.AddOperators(harness.Chain, TimeSpan.Zero, rows);
        return rows;
    }
}
