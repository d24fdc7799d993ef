using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class PaneMergesTests
{
    [Fact]
    public void A_window_of_many_panes_counts_what_it_shares_as_state_and_gives_it_back()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 64, unit: 'ms' }, hopSize: { size: 1, unit: 'ms' }, "
                + "allowedLateness: 0, pipeline: [{ $group: { _id: null, n: { $sum: 1 } } }, { $project: { n: 1, "
                + "_id: 0 } }] } }]");
        harness.Process([.. Enumerable.Range(0, 64).Select(time => $"{{ t: {time} }}")]);
        var panes = harness.Chain.PublishedStateBytes;
        Assert.Equal([.. Enumerable.Range(1, 63).Select(Counted)], harness.Output);

        harness.Process("{ t: 64 }");
        Assert.InRange(harness.Chain.PublishedStateBytes, panes / 2, panes * 2);
        // Enters the windows that are still open, although their panes were merged before.
        harness.Process("{ t: 40 }", "{ t: 1000 }", "{ t: 2000 }");

        Assert.Equal(["Input document arrived late."], harness.Reasons);
        Assert.Equal(
            [
                .. Enumerable.Range(1, 64).Select(Counted),
                .. Enumerable.Range(1, 40).Select(end => Counted(65 - end + 1)),
            ],
            harness.Output.Take(104));
        Assert.InRange(harness.Chain.PublishedStateBytes, 1, panes / 10);
    }

    private static string Counted(int count) => $$$"""{"n":{"$numberInt":"{{{count}}}"}}""";
}
