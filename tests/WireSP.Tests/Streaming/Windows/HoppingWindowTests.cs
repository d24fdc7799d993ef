using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class HoppingWindowTests
{
    private const string Count =
        "{ $group: { _id: null, n: { $sum: 1 } } }, { $project: { _id: 0, n: 1, at: { $dateToString: { date: "
            + "{ $meta: 'stream.window.start' }, format: '%H:%M:%S' } } } }";

    [Fact]
    public void A_document_is_in_every_window_that_covers_its_time()
    {
        // The public pages' sample: 100 seconds every 20 seconds begins at :20, :40, :00.
        var harness = Hopping(100, 20);

        harness.Process("{ t: '12:01:40' }", "{ t: '12:02:00' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:05:00' }");

        harness.PutsOut(
            "{ n: 1, at: '12:00:20' }",
            "{ n: 2, at: '12:00:40' }",
            "{ n: 2, at: '12:01:00' }",
            "{ n: 2, at: '12:01:20' }",
            "{ n: 2, at: '12:01:40' }",
            "{ n: 1, at: '12:02:00' }");
        Assert.Empty(harness.Reasons);
    }

    [Fact]
    public void A_hop_longer_than_the_interval_leaves_gaps_whose_documents_are_not_processed()
    {
        var harness = Hopping(20, 60);

        harness.Process("{ t: '12:00:19.999' }", "{ t: '12:00:20' }", "{ t: '12:00:59.999' }", "{ t: '12:01:00' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:02:00' }");

        harness.PutsOut("{ n: 1, at: '12:00:00' }", "{ n: 1, at: '12:01:00' }");
        Assert.Empty(harness.Reasons);
    }

    [Fact]
    public void The_documents_of_gaps_are_counted()
    {
        var harness = Hopping(20, 60);

        harness.Process("{ t: '12:00:20' }", "{ t: '12:00:30' }");

        Assert.Equal(2, harness.Chain.Window!.OutsideCount);
        Assert.Equal(DocumentRow.At("12:00:30"), harness.Chain.WatermarkMs);
    }

    [Fact]
    public void A_hop_of_the_interval_is_a_tumbling_window()
    {
        var harness = Hopping(60, 60);

        harness.Process("{ t: '12:00:59.999' }", "{ t: '12:01:00' }", "{ t: '12:02:00' }");

        harness.PutsOut("{ n: 1, at: '12:00:00' }", "{ n: 1, at: '12:01:00' }");
    }

    [Fact]
    public void A_hop_that_does_not_divide_the_interval_works_too()
    {
        var harness = Hopping(50, 20);

        harness.Process("{ t: '12:01:00' }", "{ t: '12:01:10' }", "{ t: '12:03:00' }");

        harness.PutsOut("{ n: 1, at: '12:00:20' }", "{ n: 2, at: '12:00:40' }", "{ n: 2, at: '12:01:00' }");
    }

    [Fact]
    public void A_document_that_misses_some_windows_enters_the_others()
    {
        var harness = Hopping(100, 20);

        harness.Process("{ t: '12:01:40' }", "{ t: '12:02:50' }");
        // Windows up to the one that begins at 12:01:00 are closed.
        harness.PutsOut(
            "{ n: 1, at: '12:00:20' }", "{ n: 1, at: '12:00:40' }", "{ n: 1, at: '12:01:00' }");
        harness.Process("{ t: '12:01:45' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:05:00' }");

        harness.PutsOut(
            "{ n: 3, at: '12:01:20' }",
            "{ n: 3, at: '12:01:40' }",
            "{ n: 1, at: '12:02:00' }",
            "{ n: 1, at: '12:02:20' }",
            "{ n: 1, at: '12:02:40' }");
        var error = Assert.Single(harness.DeadLetters)["errInfo"].AsDocument;
        Assert.Equal("Input document arrived late.", error["reason"].AsString);
        Assert.Equal(DocumentRow.At("12:01:00"), error["window"].AsDocument["start"].AsDateTimeMs);
        Assert.Equal(DocumentRow.At("12:02:40"), error["window"].AsDocument["end"].AsDateTimeMs);
        Assert.Equal(3, error["missedWindows"].AsInt64);
        Assert.Equal(DocumentRow.At("12:02:50"), error["watermark"].AsDateTimeMs);
    }

    [Fact]
    public void A_document_that_misses_all_windows_is_only_a_dead_letter()
    {
        var harness = Hopping(100, 20);
        harness.Process("{ t: '12:10:00' }", "{ t: '12:08:19' }", "{ t: '12:15:00' }");

        harness.PutsOutInAnyOrder(
            "{ n: 1, at: '12:08:40' }", "{ n: 1, at: '12:09:00' }", "{ n: 1, at: '12:09:20' }",
            "{ n: 1, at: '12:09:40' }", "{ n: 1, at: '12:10:00' }");
        var error = Assert.Single(harness.DeadLetters)["errInfo"].AsDocument;
        Assert.Equal(5, error["missedWindows"].AsInt64);
        Assert.Equal(DocumentRow.At("12:08:00"), error["window"].AsDocument["start"].AsDateTimeMs);
    }

    [Fact]
    public void An_idle_source_closes_the_windows_one_by_one()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 40, unit: 'second' }, hopSize: { size: 20, unit: 'second' }, "
                + $"idleTimeout: {{ size: 10, unit: 'second' }}, pipeline: [{Count}] }} }}]");
        harness.AdvanceTo("12:00:30");
        harness.Process("{ t: '12:00:30' }");
        Assert.Equal(DocumentRow.At("12:00:40"), harness.Chain.NextDeadlineMs);

        harness.AdvanceTo("12:00:40");
        harness.PutsOut("{ n: 1, at: '12:00:00' }");
        harness.SnapshotAndRestore();
        harness.AdvanceTo("12:01:00");
        harness.PutsOut("{ n: 1, at: '12:00:20' }");
    }

    [Fact]
    public void Windows_of_processing_time_hop_by_the_clock()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 40, unit: 'second' }, hopSize: { size: 20, unit: 'second' }, "
                + $"boundary: 'processingTime', pipeline: [{Count}] }} }}]");
        harness.AdvanceTo("12:00:30");
        harness.Process("{ t: '09:00' }");
        harness.AdvanceTo("12:00:50");

        harness.PutsOut("{ n: 1, at: '12:00:00' }");
        harness.Process("{ t: '08:00' }");
        harness.AdvanceTo("12:02");
        harness.PutsOut("{ n: 2, at: '12:00:20' }", "{ n: 1, at: '12:00:40' }");
    }

    [Fact]
    public void A_clock_that_is_set_back_opens_no_window_again()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 20, unit: 'second' }, hopSize: { size: 20, unit: 'second' }, "
                + $"boundary: 'processingTime', pipeline: [{Count}] }} }}]");
        harness.AdvanceTo("12:00:30");
        harness.Process("{}");
        harness.AdvanceTo("12:00:45");
        harness.PutsOut("{ n: 1, at: '12:00:20' }");

        harness.AdvanceTo("10:00:30");
        harness.Process("{}");
        harness.PutsOut();
        harness.AdvanceTo("12:01");

        harness.PutsOut("{ n: 1, at: '12:00:40' }");
    }

    [Theory]
    [InlineData("{ $sort: { v: -1 } }, { $limit: 1 }", "3", "3")]
    [InlineData("{ $limit: 1 }", "2", "2")]
    [InlineData("{ $match: { v: { $gt: 2 } } }", "3", "3")]
    [InlineData("{ $group: { _id: null, v: { $first: '$v' } } }", "2", "2")]
    [InlineData("{ $group: { _id: null, v: { $last: '$v' } } }", "1", "1")]
    public void What_needs_the_documents_gets_them_in_order_of_arrival(string pipeline, string first, string second)
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 40, unit: 'second' }, hopSize: { size: 20, unit: 'second' }, "
                + $"allowedLateness: 0, pipeline: [{pipeline}, {{ $project: {{ _id: 0, v: 1 }} }}] }} }}]");

        harness.Process("{ t: '12:00:30', v: 2 }", "{ t: '12:00:20', v: 3 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:00:25', v: 1 }", "{ t: '12:01:00' }");

        harness.PutsOut($"{{ v: {first} }}", $"{{ v: {second} }}");
    }

    [Fact]
    public void A_stage_that_looks_at_the_window_sees_each_window_of_the_document()
    {
        var harness = new PipelineHarness(
            "[{ $hoppingWindow: { interval: { size: 40, unit: 'second' }, hopSize: { size: 20, unit: 'second' }, "
                + "allowedLateness: 0, pipeline: [{ $set: { at: { $dateToString: { date: "
                + "{ $meta: 'stream.window.start' }, format: '%H:%M:%S' } } } }, { $unset: 't' }] } }]");

        harness.Process("{ t: '12:00:30', v: 2 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:01:00' }");

        harness.PutsOut("{ v: 2, at: '12:00:00' }", "{ v: 2, at: '12:00:20' }");
    }

    [Fact]
    public void The_state_that_is_counted_is_that_of_the_panes()
    {
        var harness = Hopping(100, 20);
        harness.Process("{ t: '12:01:40' }");
        var one = harness.Chain.PublishedStateBytes;
        Assert.InRange(one, 1, 10_000);

        harness.Process("{ t: '12:02:00' }");
        Assert.Equal(2 * one, harness.Chain.PublishedStateBytes);
        harness.Process("{ t: '13:00' }", "{ t: '14:00' }");

        Assert.Equal(one, harness.Chain.PublishedStateBytes);
    }

    private static PipelineHarness Hopping(int sizeSeconds, int hopSeconds) =>
        new(
            $$"""
            [{ $hoppingWindow: { interval: { size: {{sizeSeconds}}, unit: 'second' },
               hopSize: { size: {{hopSeconds}}, unit: 'second' }, allowedLateness: 0, pipeline: [{{Count}}] } }]
            """);
}
