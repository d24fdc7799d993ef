using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// The pipelines of plans. Each result is a document with a key (<c>_id</c> or <c>k</c>), what makes it another than
/// those of the same key (<c>w</c>, <c>i</c>), and a number (<c>x</c>).
/// </summary>
internal static class SimulatedPipeline
{
    private const string Lateness = "allowedLateness: { size: 10, unit: 'second' }";

    private const string WindowStart = "{ $set: { w: { $toLong: { $meta: 'stream.window.start' } } } }";

    /// <summary>Compiles the pipeline of a plan.</summary>
    public static CompiledPipeline Compile(SimulationPlan plan, TestConnector connector) => TestPipelines.Compile(
        $"[{{ $source: {{ connectionName: 'in' }} }}, {{ $set: {{ q: {{ $divide: [60, '$d'] }} }} }}, "
            + (plan.IsThrottled ? "{ $throttle: { messagesPerSec: 20 } }, " : "")
            + $"{StageOf(plan)}, {{ $emit: {{ connectionName: 'out' }} }}]",
        connector,
        isEphemeral: false);

    private static string StageOf(SimulationPlan plan) => plan.Shape switch
    {
        SimulatedShape.Tumbling =>
            $"{{ $tumblingWindow: {{ interval: {{ size: 1, unit: 'minute' }}, {Lateness}, {Grouped(plan)} }} }}",
        SimulatedShape.Hopping =>
            "{ $hoppingWindow: { interval: { size: 2, unit: 'minute' }, hopSize: { size: 40, unit: 'second' }, "
                + $"{Lateness}, {Grouped(plan)} }} }}",
        SimulatedShape.Session =>
            $"{{ $sessionWindow: {{ partitionBy: '$k', gap: {{ size: 1, unit: 'minute' }}, {Lateness}, "
                + $"{Grouped(plan)} }} }}",
        SimulatedShape.Sorted =>
            $"{{ $tumblingWindow: {{ interval: {{ size: 1, unit: 'minute' }}, {Lateness}, "
                + "pipeline: [{ $sort: { i: 1 } }, { $set: { x: '$i' } }, " + WindowStart + "] } }",
        _ => "{ $set: { x: '$i' } }",
    };

    // What several partitions push comes in the order in which they are read.
    private static string Grouped(SimulationPlan plan) =>
        "pipeline: [{ $group: { _id: '$k', x: { $sum: 1 }, i: { $min: '$i' }, s: { $sum: '$i' }, a: { $max: '$q' }"
            + (plan.Partitions == 1 ? ", all: { $push: '$i' }" : "")
            + (plan.PadBytes > 100 ? ", pads: { $push: '$pad' }" : "")
            + " } }, " + WindowStart + "]";
}
