using System.Runtime.CompilerServices;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Windows;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

/// <summary>What windows leave behind to be used again, of whatever kind they are.</summary>
public class SpareMemoryTests
{
    private const string Common = "allowedLateness: 0, idleTimeout: { size: 1, unit: 'second' }";

    private const string Tumbling = "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, " + Common;

    private const string Hopping = "{ $hoppingWindow: { interval: { size: 10, unit: 'minute' }, hopSize: { size: 5, "
        + "unit: 'minute' }, " + Common;

    private const string ManyPanes = "{ $hoppingWindow: { interval: { size: 10, unit: 'minute' }, hopSize: { size: "
        + "10, unit: 'second' }, " + Common;

    private const string Session = "{ $sessionWindow: { gap: { size: 2, unit: 'minute' }, partitionBy: '$q', "
        + "boundary: 'processingTime'";

    private const string Group = ", pipeline: [{ $group: { _id: '$k', n: { $sum: 1 }, v: { $min: '$v' } } }] } }";

    private const string TwoGroups = ", pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }, { $group: { _id: '$n', "
        + "m: { $sum: 1 } } }] } }";

    private const string List = ", pipeline: [{ $group: { _id: '$k', all: { $push: '$v' } } }] } }";

    private const string Sort = ", pipeline: [{ $sort: { v: -1, k: 1 } }] } }";

    public static TheoryData<string> Windows() =>
    [
        Tumbling + Group,
        Tumbling + TwoGroups,
        Tumbling + Sort,
        Hopping + Group,
        Hopping + List,
        Hopping + Sort,
        ManyPanes + Group,
        Session + Group,
        Session + List,
        Session + Sort,
    ];

    [Theory]
    [MemberData(nameof(Windows))]
    public void What_closed_windows_leave_is_memory_beside_the_state_until_it_is_given_back(string window)
    {
        var empty = new PipelineHarness($"[{window}]");
        empty.Advance(TimeSpan.Zero);
        var harness = new PipelineHarness($"[{window}]");
        Feed(harness, 0, 2000);
        var state = harness.Chain.PublishedStateBytes;
        Close(harness);

        Assert.Equal(0, harness.Chain.Window!.OpenCount);
        Assert.Equal(0, harness.Chain.PublishedStateBytes);
        Assert.InRange(harness.Chain.PublishedSpareBytes, empty.Chain.PublishedSpareBytes + 1, long.MaxValue);
        Assert.InRange(harness.Chain.PublishedMemoryBytesMax, state, long.MaxValue);

        harness.Chain.GiveBack(1);

        Assert.Equal(0, harness.Chain.PublishedStateBytes);
        Assert.Equal(empty.Chain.PublishedSpareBytes, harness.Chain.PublishedSpareBytes);
    }

    [Theory]
    [MemberData(nameof(Windows))]
    public void Results_are_the_same_whenever_memory_is_given_back(string window)
    {
        var expected = new PipelineHarness($"[{window}]");
        var harness = new PipelineHarness($"[{window}]");
        for (var minute = 0; minute < 90; minute++)
        {
            Feed(expected, minute, 40);
            Feed(harness, minute, 40);
            if (minute % 9 == 8)
            {
                expected.Advance(TimeSpan.FromMinutes(3));
                harness.Advance(TimeSpan.FromMinutes(3));
            }

            harness.Chain.GiveBack(minute % 3 == 0 ? long.MaxValue : 1);
            if (minute % 20 == 0)
            {
                expected.SnapshotAndRestore();
                harness.SnapshotAndRestore();
            }
        }

        Close(expected);
        Close(harness);

        Assert.NotEmpty(expected.Output);
        Assert.Equal(expected.Output, harness.Output);
    }

    [Fact]
    public void Panes_that_were_merged_are_given_back_only_when_the_rest_is_not_enough()
    {
        var harness = new PipelineHarness($"[{ManyPanes + Group}]");
        for (var minute = 0; minute < 30; minute++)
        {
            Feed(harness, minute, 400);
        }

        var state = harness.Chain.PublishedStateBytes;
        harness.Chain.GiveBack(harness.Chain.PublishedSpareBytes);
        Assert.Equal((state, 0), (harness.Chain.PublishedStateBytes, harness.Chain.PublishedSpareBytes));

        harness.Chain.GiveBack(1);
        Assert.InRange(harness.Chain.PublishedStateBytes, 1, state - 1);
        var panes = harness.Chain.PublishedStateBytes;
        Feed(harness, 30, 400);

        Assert.InRange(harness.Chain.PublishedStateBytes, panes / 2, panes + (panes / 4));
    }

    // A list of values keeps its first chunk.
    [Theory]
    [InlineData("n: { $sum: 1 }, y: { $avg: '$v' }", 100)]
    [InlineData("x: { $addToSet: '$v' }", 4)]
    public void Windows_that_are_much_smaller_than_one_before_soon_take_memory_of_their_own_size(
        string accumulators, int parts)
    {
        var harness = new PipelineHarness(
            $"[{Tumbling}, pipeline: [{{ $group: {{ _id: '$k', {accumulators} }} }}] }} }}]");
        Feed(harness, 0, 20_000);
        var large = harness.Chain.PublishedStateBytes;
        for (var window = 1; window < 20; window++)
        {
            Feed(harness, 5 * window, 1);
        }

        var memory = harness.Chain.PublishedStateBytes + harness.Chain.PublishedSpareBytes;
        Assert.InRange(memory, 1, large / parts);
    }

    [Fact]
    public void Memory_that_a_sort_of_results_needed_is_told_and_given_back_soon_when_it_is_much()
    {
        const string Start = Tumbling + ", pipeline: [{ $group: { _id: '$k' } }";
        var plain = new PipelineHarness($"[{Start}] }} }}]");
        var sorting = new PipelineHarness($"[{Start}, {{ $sort: {{ _id: -1 }} }}] }} }}]");
        Feed(plain, 0, 20_000);
        Feed(sorting, 0, 20_000);
        Close(plain);
        Close(sorting);
        var sorted = sorting.Chain.PublishedSpareBytes - plain.Chain.PublishedSpareBytes;
        Assert.InRange(sorted, 20_000 * 64, 100_000 * 64);

        for (var window = 1; window < 10; window++)
        {
            Feed(plain, 5 * window, 1);
            Feed(sorting, 5 * window, 1);
        }

        Assert.InRange(
            sorting.Chain.PublishedSpareBytes - plain.Chain.PublishedSpareBytes, 1, sorted / 5);
    }

    [Fact]
    public void Nobody_knows_a_state_or_its_keys_any_more_that_was_given_back()
    {
        var harness = new PipelineHarness($"[{Tumbling + Group}]");
        var (state, table) = OpenState(harness);
        Feed(harness, 10, 1);
        harness.Chain.GiveBack(1);

        GC.Collect();

        Assert.False(state.TryGetTarget(out _));
        Assert.False(table.TryGetTarget(out _));
    }

    // Apart, so that nothing is left of it but what the operators know.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference<WindowState> State, WeakReference<GroupTable> Table) OpenState(
        PipelineHarness harness)
    {
        Feed(harness, 0, 500);
        var batch = new SourceBatch();
        DocumentRow.Of(WireSP.Bson.ExtendedJson.ParseLenient("{ t: '00:00' }"), 0, 0).AddTo(batch);
        var state = harness.Chain.Window!.PartFor(batch.Documents, 0)!;
        return (new(state), new(TableOf((GroupState)state)));
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_table")]
    private static extern ref GroupTable TableOf(GroupState state);

    private static void Feed(PipelineHarness harness, int minute, int count) =>
        harness.Process(
            [
                .. Enumerable.Range(0, count).Select(i =>
                    $"{{ t: '{TimeSpan.FromMinutes(minute) + TimeSpan.FromSeconds(i * 50 / count):c}', "
                        + $"q: {i % 7}, k: {i}, v: {(i * 7919) % 1000} }}"),
            ]);

    private static void Close(PipelineHarness harness)
    {
        for (var i = 0; i < 100; i++)
        {
            harness.Advance(TimeSpan.FromHours(1));
        }
    }
}
