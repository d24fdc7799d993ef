using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class PaneWindowOperatorTests
{
    private const string CountByWindow =
        "pipeline: [{ $group: { _id: null, n: { $sum: 1 } } }, { $project: { _id: 0, n: 1 } }]";

    [Fact]
    public void Documents_belong_by_event_time_and_the_watermark_closes_windows()
    {
        // The table of the public pages: 5 minutes, no lateness; three documents come after the clock has passed 12:05.
        var harness = FiveMinutes("allowedLateness: 0");

        harness.Process("{ t: '12:00' }", "{ t: '12:00' }", "{ t: '12:01' }", "{ t: '12:03' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:02' }", "{ t: '12:01' }", "{ t: '12:04' }");
        harness.PutsOut();
        harness.Process("{ t: '12:05' }");
        harness.PutsOut("{ n: 7 }");
        harness.Process("{ t: '12:06' }", "{ t: '12:06' }", "{ t: '12:10' }");
        harness.PutsOut("{ n: 3 }");
    }

    [Fact]
    public void Documents_belong_by_the_clock_with_processing_time()
    {
        var harness = FiveMinutes("boundary: 'processingTime'");

        // Event and processing times of the same table.
        (string Processed, string Event)[] rows =
        [
            ("12:00", "12:00"), ("12:01", "12:00"), ("12:03", "12:01"), ("12:04", "12:03"), ("12:05", "12:02"),
            ("12:06", "12:01"), ("12:06", "12:04"), ("12:07", "12:05"), ("12:07", "12:06"), ("12:08", "12:06"),
        ];
        foreach (var (processed, time) in rows)
        {
            harness.AdvanceTo(processed);
            harness.Process($"{{ t: '{time}' }}");
            harness.SnapshotAndRestore();
        }

        harness.PutsOut("{ n: 4 }");
        harness.AdvanceTo("12:09:59");
        harness.PutsOut();
        harness.AdvanceTo("12:10");
        harness.PutsOut("{ n: 6 }");
        Assert.Empty(harness.DeadLetters);
    }

    [Fact]
    public void Lateness_delays_closing_and_not_the_watermark()
    {
        var harness = FiveMinutes("allowedLateness: { size: 2, unit: 'minute' }");
        (string Event, string Watermark, int OpenWindows)[] rows =
        [
            ("12:00", "12:00", 1), ("12:01", "12:01", 1), ("12:03", "12:03", 1), ("12:02", "12:03", 1),
            ("12:04", "12:04", 1), ("12:01", "12:04", 1), ("12:05", "12:05", 2), ("12:06", "12:06", 2),
            ("12:04", "12:06", 2), ("12:07", "12:07", 1),
        ];

        foreach (var (time, watermark, openWindows) in rows)
        {
            Assert.Empty(harness.Output);
            harness.Process($"{{ t: '{time}' }}");
            harness.SnapshotAndRestore();
            Assert.Equal(DocumentRow.At(watermark), harness.Chain.WatermarkMs);
            var window = harness.Chain.Window!;
            Assert.Equal(openWindows, ((window.NewestStartMs - window.OldestStartMs) / 300_000) + 1);
        }

        harness.PutsOut("{ n: 7 }");
    }

    [Fact]
    public void Lateness_is_three_seconds_when_nothing_is_said()
    {
        var harness = FiveMinutes("boundary: 'eventTime'");

        harness.Process("{ t: '12:00' }", "{ t: '12:05:02.999' }");
        harness.PutsOut();
        harness.Process("{ t: '12:05:03' }");
        harness.PutsOut("{ n: 1 }");
    }

    [Fact]
    public void A_document_for_a_closed_window_is_a_dead_letter_that_tells_window_and_watermark()
    {
        var harness = FiveMinutes("allowedLateness: 0");

        harness.Process("{ t: '12:00' }", "{ t: '12:05' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:04:59.999' }");

        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("TumblingWindowOperator", letter["operatorName"].AsString);
        var error = letter["errInfo"].AsDocument;
        Assert.Equal("Input document arrived late.", error["reason"].AsString);
        Assert.Equal(DocumentRow.At("12:00"), error["window"].AsDocument["start"].AsDateTimeMs);
        Assert.Equal(DocumentRow.At("12:05"), error["window"].AsDocument["end"].AsDateTimeMs);
        Assert.Equal(DocumentRow.At("12:05"), error["watermark"].AsDateTimeMs);
    }

    [Fact]
    public void A_window_that_was_never_opened_is_closed_all_the_same()
    {
        var harness = FiveMinutes("allowedLateness: 0");

        harness.Process("{ t: '12:10' }", "{ t: '12:01' }", "{ t: '12:09' }");

        Assert.Equal(["Input document arrived late.", "Input document arrived late."], harness.Reasons);
    }

    [Fact]
    public void The_watermark_is_the_least_of_the_partitions()
    {
        var harness = FiveMinutes("allowedLateness: 0");
        harness.Assign(0, 1);

        harness.Process("{ t: '12:00', p: 0 }", "{ t: '12:20', p: 0 }");
        harness.PutsOut();
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:01', p: 1 }", "{ t: '12:05', p: 1 }");
        harness.PutsOut("{ n: 2 }");
        Assert.Equal(DocumentRow.At("12:05"), harness.Chain.WatermarkMs);
    }

    [Fact]
    public void Partitions_announced_before_the_first_document_close_nothing()
    {
        var harness = FiveMinutes("idleTimeout: 0");
        harness.Assign(0);
        harness.Advance(TimeSpan.FromMinutes(1));

        harness.Process("{ t: '12:00' }", "{ t: '12:05:02' }");
        harness.PutsOut();
        Assert.Empty(harness.Reasons);
        harness.Process("{ t: '12:05:03' }");

        harness.PutsOut("{ n: 1 }");
    }

    [Fact]
    public void A_silent_partition_is_left_out_after_its_timeout()
    {
        var harness = FiveMinutes(
            "allowedLateness: 0", "connectionName: 'in', partitionIdleTimeout: { size: 10, unit: 'second' }");
        harness.Assign(0, 1);
        harness.Process("{ t: '12:00', p: 0 }");

        harness.Advance(TimeSpan.FromSeconds(9));
        harness.Process("{ t: '12:06', p: 0 }");
        harness.PutsOut();
        harness.Advance(TimeSpan.FromSeconds(1));

        harness.PutsOut("{ n: 1 }");
    }

    [Theory]
    [InlineData("{ size: 2, unit: 'hour' }", "14:02")]
    [InlineData("{ size: 10, unit: 'minute' }", "13:00")]
    public void An_idle_source_closes_windows_after_the_longer_of_remaining_time_and_timeout(
        string timeout, string closes)
    {
        var harness = new PipelineHarness(
            $$"""
            [{ $tumblingWindow: { interval: { size: 1, unit: 'hour' }, idleTimeout: {{timeout}}, {{CountByWindow}} } }]
            """);
        harness.AdvanceTo("12:02");
        harness.Process("{ t: '12:02' }");
        Assert.Equal(DocumentRow.At(closes), harness.Chain.NextDeadlineMs);

        harness.Advance(
            DateTimeOffset.FromUnixTimeMilliseconds(DocumentRow.At(closes) - 1) - harness.Clock.GetUtcNow());
        harness.SnapshotAndRestore();
        harness.PutsOut();
        harness.AdvanceTo(closes);

        harness.PutsOut("{ n: 1 }");
        Assert.Equal(DocumentRow.At("13:00"), harness.Chain.WatermarkMs);
        harness.Process("{ t: '12:59' }");
        Assert.Equal(["Input document arrived late."], harness.Reasons);
    }

    [Fact]
    public void Windows_stay_open_for_ever_without_a_timeout()
    {
        var harness = FiveMinutes("allowedLateness: 0");
        harness.Process("{ t: '12:00' }");

        harness.Advance(TimeSpan.FromDays(30));

        harness.PutsOut();
        Assert.Null(harness.Chain.NextDeadlineMs);
    }

    [Fact]
    public void Boundaries_are_multiples_of_the_interval_since_1970_plus_the_offset()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 1, unit: 'hour' }, offset: { offsetFromUtc: 15, unit: 'minute' }, "
                + "allowedLateness: 0, pipeline: [{ $group: { _id: null, first: { $min: '$t' } } }, "
                + "{ $project: { _id: 0, first: 1, start: { $meta: 'stream.window.start' } } }] } }]");

        harness.Process("{ t: '12:14' }", "{ t: '12:15' }", "{ t: '13:15' }");

        harness.PutsOut(
            $$"""{ first: '12:14', start: { $date: { $numberLong: '{{DocumentRow.At("11:15")}}' } } }""",
            $$"""{ first: '12:15', start: { $date: { $numberLong: '{{DocumentRow.At("12:15")}}' } } }""");
    }

    [Fact]
    public void Times_before_1970_have_windows_too()
    {
        var harness = FiveMinutes("allowedLateness: 0");

        harness.Process("{ t: -1 }", "{ t: -300000 }", "{ t: -300001 }", "{ t: 0 }");

        harness.PutsOut("{ n: 2 }");
        Assert.Single(harness.DeadLetters);
    }

    [Fact]
    public void Without_a_blocking_stage_documents_come_out_when_the_window_closes()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: "
                + "[{ $match: { a: 1 } }] } }, { $unset: 't' }]");

        harness.Process("{ t: '12:00', a: 1, b: 1 }", "{ t: '12:01', a: 2 }", "{ t: '12:02', a: 1, b: 2 }");
        harness.PutsOut();
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:05', a: 1 }");

        harness.PutsOut("{ a: 1, b: 1 }", "{ a: 1, b: 2 }");
    }

    [Fact]
    public void Metadata_shows_the_window_inside_and_behind_it()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: "
                + "[{ $set: { inside: { $meta: 'stream.window.end' } } }, { $group: { _id: '$inside' } }] } }, "
                + "{ $project: { _id: 1, behind: { $meta: 'stream.window.start' } } }]")
        { ShowsMetadata = true };

        harness.Process("{ t: '12:00' }", "{ t: '12:05' }");

        var start = $$"""{ $date: { $numberLong: '{{DocumentRow.At("12:00")}}' } }""";
        var end = $$"""{ $date: { $numberLong: '{{DocumentRow.At("12:05")}}' } }""";
        harness.PutsOut(
            $$"""
            { _id: {{end}}, behind: {{start}},
              _stream_meta: { source: { type: 'test' }, window: { start: {{start}}, end: {{end}} } } }
            """);
    }

    [Fact]
    public void Documents_that_a_window_only_kept_have_their_own_metadata_and_the_windows()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: [] } }]")
        { ShowsMetadata = true };

        harness.Process("{ t: '12:00' }", "{ t: '12:05' }");

        var start = $$"""{ $date: { $numberLong: '{{DocumentRow.At("12:00")}}' } }""";
        var end = $$"""{ $date: { $numberLong: '{{DocumentRow.At("12:05")}}' } }""";
        harness.PutsOut(
            $$"""
            { t: '12:00', _stream_meta: { source: { type: 'test', partition: 0, position: { $numberLong: '0' } },
              window: { start: {{start}}, end: {{end}} } } }
            """);
    }

    [Fact]
    public void Several_windows_close_in_order_of_time()
    {
        var harness = FiveMinutes("allowedLateness: { size: 1, unit: 'hour' }");

        harness.Process("{ t: '12:10' }", "{ t: '12:00' }", "{ t: '12:05' }", "{ t: '12:11' }", "{ t: '12:06' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '12:07' }", "{ t: '13:15' }");

        harness.PutsOut("{ n: 1 }", "{ n: 3 }", "{ n: 2 }");
    }

    [Fact]
    public void Thousands_of_open_windows_stay_in_order_whatever_order_they_were_opened_in()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 1, unit: 'ms' }, allowedLateness: { size: 1, unit: 'day' }, "
                + "pipeline: [{ $group: { _id: '$t' } }] } }]");
        var times = Enumerable.Range(0, 3000).Select(i => (i * 1237) % 3000).ToList();

        harness.Process([.. times.Select(time => $"{{ t: {time} }}")]);
        harness.Process("{ t: { $numberLong: '86405000' } }");

        harness.PutsOut([.. Enumerable.Range(0, 3000).Select(time => $"{{ _id: {time} }}")]);
    }

    [Fact]
    public void Groups_and_kept_documents_count_as_state_until_the_window_closes()
    {
        var harness = FiveMinutes("allowedLateness: 0");
        Assert.Equal(0, harness.Chain.PublishedStateBytes);

        harness.Process("{ t: '12:00' }");
        Assert.InRange(harness.Chain.PublishedStateBytes, 1, 100_000);
        Assert.Equal(DocumentRow.At("12:00"), harness.Chain.PublishedOldestWindowMs);
    }

    private static PipelineHarness FiveMinutes(string settings, string source = "connectionName: 'in'") =>
        new(
            $$"""[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, {{settings}}, {{CountByWindow}} } }]""",
            $$"""{ $source: { {{source}} } }""");
}
