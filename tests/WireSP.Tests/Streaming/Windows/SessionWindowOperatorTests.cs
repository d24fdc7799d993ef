using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class SessionWindowOperatorTests
{
    private const string Bounds =
        "{ $group: { _id: null, n: { $sum: 1 } } }, { $project: { _id: 0, n: 1, k: { $meta: 'stream.window.partition' "
            + "}, from: { $dateToString: { date: { $meta: 'stream.window.start' }, format: '%H:%M' } }, to: "
            + "{ $dateToString: { date: { $meta: 'stream.window.end' }, format: '%H:%M' } } } }";

    [Fact]
    public void A_session_ends_a_gap_after_its_latest_document()
    {
        // The public note: latest document 00:40, gap of an hour, closes at 01:40 (with no lateness).
        var harness = Sessions("{ size: 1, unit: 'hour' }");

        harness.Process("{ t: '00:10', k: 1 }", "{ t: '00:40', k: 1 }", "{ t: '00:20', k: 1 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '01:39', k: 2 }");
        harness.PutsOut();
        harness.Process("{ t: '01:40', k: 2 }");

        harness.PutsOut("{ n: 3, k: 1, from: '00:10', to: '01:40' }");
    }

    [Fact]
    public void The_gap_itself_is_too_far_apart()
    {
        var harness = Sessions("{ size: 1, unit: 'hour' }");

        harness.Process("{ t: '00:00', k: 1 }", "{ t: '00:59:59.999', k: 1 }", "{ t: '01:59:59.999', k: 1 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '05:00', k: 2 }");

        harness.PutsOut("{ n: 2, k: 1, from: '00:00', to: '01:59' }", "{ n: 1, k: 1, from: '01:59', to: '02:59' }");
    }

    [Fact]
    public void Lateness_delays_closing()
    {
        var harness = Sessions("{ size: 1, unit: 'minute' }", "allowedLateness: { size: 2, unit: 'minute' }");

        harness.Process("{ t: '00:00', k: 1 }", "{ t: '00:02', k: 2 }");
        harness.PutsOut();
        harness.Process("{ t: '00:03', k: 2 }");

        harness.PutsOut("{ n: 1, k: 1, from: '00:00', to: '00:01' }");
    }

    [Fact]
    public void A_document_between_sessions_merges_them()
    {
        var harness = Sessions("{ size: 10, unit: 'minute' }", "allowedLateness: { size: 1, unit: 'hour' }");

        harness.Process("{ t: '00:00', k: 1 }", "{ t: '00:15', k: 1 }", "{ t: '00:16', k: 2 }");
        Assert.Equal(3, harness.Chain.Window!.OpenCount);
        harness.SnapshotAndRestore();
        harness.Process("{ t: '00:07', k: 1 }");
        Assert.Equal(2, harness.Chain.Window!.OpenCount);
        harness.SnapshotAndRestore();
        harness.Process("{ t: '02:00', k: 3 }");

        harness.PutsOut("{ n: 3, k: 1, from: '00:00', to: '00:25' }", "{ n: 1, k: 2, from: '00:16', to: '00:26' }");
        Assert.Empty(harness.Reasons);
    }

    [Fact]
    public void Three_sessions_merge_at_once()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: '$k', allowedLateness: "
                + "{ size: 1, unit: 'hour' }, pipeline: [{ $group: { _id: null, all: { $push: '$v' } } }, "
                + "{ $project: { _id: 0 } }] } }]");

        harness.Process("{ t: '00:20', k: 1, v: 1 }", "{ t: '00:30', k: 1, v: 2 }", "{ t: '00:29', k: 1, v: 3 }");
        harness.Process("{ t: '00:50', k: 2, v: 0 }", "{ t: '03:00', k: 3, v: 4 }");

        // Of documents in order of arrival: $push shows it.
        harness.PutsOut("{ all: [1, 2, 3] }", "{ all: [0] }");
    }

    [Fact]
    public void A_document_before_the_watermark_without_a_session_is_late()
    {
        var harness = Sessions("{ size: 10, unit: 'minute' }");
        harness.Process("{ t: '00:00', k: 1 }", "{ t: '00:05', k: 2 }");

        // Of an open session; of a partition that has one too far away; of one that has none; at the watermark.
        harness.Process("{ t: '00:04', k: 1 }", "{ t: '00:04:59.999', k: 3 }", "{ t: '00:05', k: 3 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '01:00', k: 9 }");

        harness.PutsOut(
            "{ n: 2, k: 1, from: '00:00', to: '00:14' }",
            "{ n: 1, k: 2, from: '00:05', to: '00:15' }",
            "{ n: 1, k: 3, from: '00:05', to: '00:15' }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("SessionWindowOperator", letter["operatorName"].AsString);
        var error = letter["errInfo"].AsDocument;
        Assert.Equal("Input document arrived late.", error["reason"].AsString);
        Assert.Equal(3, error["window"].AsDocument["partition"].AsInt32);
        Assert.Equal(DocumentRow.At("00:05"), error["watermark"].AsDateTimeMs);
    }

    [Fact]
    public void Partitions_are_values_of_the_language()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $count: 'n' }] } }, { $set: { p: { $type: { $meta: 'stream.window.partition' } } } }]");

        harness.Process(
            "{ t: '00:00', k: 1 }", "{ t: '00:00', k: 1.0 }", "{ t: '00:00', k: null }", "{ t: '00:00' }",
            "{ t: '00:00', k: 'x' }", "{ t: '00:00', k: { a: 1 } }", "{ t: '00:00' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '01:00' }");

        harness.PutsOut(
            "{ n: 2, p: 'int' }", "{ n: 1, p: 'null' }", "{ n: 2, p: 'missing' }", "{ n: 1, p: 'string' }",
            "{ n: 1, p: 'object' }");
    }

    [Fact]
    public void A_partition_that_cannot_be_computed_is_a_dead_letter()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: { $divide: [1, '$k'] }, "
                + "pipeline: [] } }]");

        harness.Process("{ t: '00:00', k: 0 }");

        Assert.Equal("SessionWindowOperator", Assert.Single(harness.DeadLetters)["operatorName"].AsString);
        Assert.Equal(0, harness.Chain.Window!.OpenCount);
    }

    [Fact]
    public void Sessions_of_processing_time_end_by_the_clock()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'second' }, partitionBy: '$k', boundary: 'processingTime', "
                + "pipeline: [{ $count: 'n' }] } }]");
        harness.AdvanceTo("12:00:00");
        harness.Process("{ t: '09:00', k: 1 }");
        harness.AdvanceTo("12:00:09");
        harness.Process("{ t: '07:00', k: 1 }");
        Assert.Equal(DocumentRow.At("12:00:19"), harness.Chain.NextDeadlineMs);

        harness.AdvanceTo("12:00:18.999");
        harness.SnapshotAndRestore();
        harness.PutsOut();
        harness.AdvanceTo("12:00:19");

        harness.PutsOut("{ n: 2 }");
        Assert.Empty(harness.Reasons);
    }

    [Fact]
    public void A_stage_that_looks_at_the_window_sees_it_as_it_is_when_it_closes()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $project: { v: 1, end: { $dateToString: { date: { $meta: 'stream.window.end' }, "
                + "format: '%H:%M' } } } }] } }]");

        harness.Process("{ t: '00:00', k: 1, v: 1 }", "{ t: '00:05', k: 1, v: 2 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '01:00', k: 1 }");

        harness.PutsOut("{ v: 1, end: '00:15' }", "{ v: 2, end: '00:15' }");
    }

    [Fact]
    public void Metadata_shows_the_partition_behind_the_window()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 10, unit: 'minute' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $count: 'n' }] } }]")
        { ShowsMetadata = true };

        harness.Process("{ t: '00:00', k: 'a' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: '01:00', k: 'a' }");

        var start = $$"""{ $date: { $numberLong: '{{DocumentRow.At("00:00")}}' } }""";
        var end = $$"""{ $date: { $numberLong: '{{DocumentRow.At("00:10")}}' } }""";
        harness.PutsOut(
            $$"""
            { n: 1, _stream_meta: { source: { type: 'test' },
              window: { start: {{start}}, end: {{end}}, partition: 'a' } } }
            """);
    }

    [Fact]
    public void Thousands_of_sessions_close_in_order_and_leave_nothing_behind()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 5, unit: 'ms' }, partitionBy: '$t', allowedLateness: 0, "
                + "pipeline: [{ $group: { _id: '$t' } }] } }]");

        for (var batch = 0; batch < 5; batch++)
        {
            harness.Process([.. Enumerable.Range(batch * 1000, 1000).Select(time => $"{{ t: {time} }}")]);
        }

        harness.Process("{ t: 1000000 }");
        harness.PutsOut([.. Enumerable.Range(0, 5000).Select(time => $"{{ _id: {time} }}")]);
        Assert.Equal(1, harness.Chain.Window!.OpenCount);
        Assert.InRange(harness.Chain.PublishedStateBytes, 1, 100_000);
        Assert.Equal(1_000_000, harness.Chain.PublishedOldestWindowMs);
    }

    [Fact]
    public void An_open_session_takes_no_more_memory_than_two_groups()
    {
        const int Count = 16 * 1024;
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 1, unit: 'second' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: '$v' } } }] } }]");

        harness.Process([.. Enumerable.Range(0, Count).Select(key => $"{{ t: 0, k: {key}, v: 1 }}")]);

        Assert.Equal(Count, harness.Chain.Window!.OpenCount);
        Assert.InRange(harness.Chain.PublishedStateBytes / Count, 96, 192);
    }

    [Fact]
    public void What_sessions_of_one_batch_share_is_told_once_for_each_batch()
    {
        const string Stages = "[{ $sessionWindow: { gap: { size: 1, unit: 'second' }, partitionBy: '$k', "
            + "allowedLateness: 0, pipeline: [{ $group: { _id: '$k' } }] } }]";
        string[] documents = [.. Enumerable.Range(0, 100).Select(key => $"{{ t: 0, k: {key} }}")];
        var together = new PipelineHarness(Stages);
        var apart = new PipelineHarness(Stages);

        together.Process(documents);
        foreach (var document in documents)
        {
            apart.Process(document);
        }

        Assert.Equal(99 * 96, apart.Chain.PublishedStateBytes - together.Chain.PublishedStateBytes);
    }

    [Fact]
    public void A_session_keeps_its_key_as_it_was_first_seen_though_its_partition_has_it_in_another_way()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 1, unit: 'second' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $group: { _id: '$k', n: { $sum: 1 } } }] } }]");

        harness.Process("{ t: 0, k: 1 }", "{ t: 0, k: 'a' }", "{ t: 0 }", "{ t: 100, k: { $numberLong: '1' } }");
        harness.Process("{ t: 2000, k: 1.0 }", "{ t: 2000, k: 'a' }", "{ t: 2000, k: null }", "{ t: 2100, k: 1 }");
        harness.PutsOut("{ _id: 'a', n: 1 }", "{ _id: null, n: 1 }", "{ _id: 1, n: 2 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: 9000, k: 0 }");
        harness.PutsOut("{ _id: 'a', n: 1 }", "{ _id: null, n: 1 }", "{ _id: 1.0, n: 2 }");
    }

    [Fact]
    public void Keys_beside_the_partition_outlive_the_sessions_that_were_forgotten_around_them()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 1, unit: 'second' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $group: { _id: '$name', n: { $sum: 1 } } }, { $match: { n: 3 } }] } }]");

        harness.Process([.. Enumerable.Range(0, 3000).Select(key => $"{{ t: 0, k: {key}, name: 'short {key}' }}")]);
        harness.Process("{ t: 500, k: 'x', name: 'long' }", "{ t: 500, k: 'equal', name: 'equal' }");
        harness.Process("{ t: 1200, k: 'x', name: 'long' }", "{ t: 1200, k: 'equal', name: 'equal' }");
        Assert.Equal(2, harness.Chain.Window!.OpenCount);
        harness.Process("{ t: 1300, k: 'x', name: 'long' }", "{ t: 1300, k: 'equal', name: 'equal' }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: 9000, k: 0 }");

        harness.PutsOut("{ _id: 'long', n: 3 }", "{ _id: 'equal', n: 3 }");
    }

    [Fact]
    public void Memory_of_many_sessions_is_given_back_when_they_have_closed()
    {
        var harness = new PipelineHarness(
            "[{ $sessionWindow: { gap: { size: 1, unit: 'second' }, partitionBy: '$k', allowedLateness: 0, "
                + "pipeline: [{ $group: { _id: '$k', s: { $sum: '$v' } } }, { $match: { _id: 'last' } }] } }]");

        harness.Process([.. Enumerable.Range(0, 5000).Select(key => $"{{ t: 0, k: {key}, v: 1 }}")]);
        harness.Process("{ t: 500, k: 'last', v: 1.5 }", "{ t: 600, k: 'last', v: 2 }");
        Assert.InRange(harness.Chain.PublishedStateBytes, 500_000, 5_000_000);

        harness.Process("{ t: 1400, k: 'last', v: 3 }");
        harness.SnapshotAndRestore();
        harness.Process("{ t: 1450, k: 'last', v: 4 }");
        Assert.Equal(1, harness.Chain.Window!.OpenCount);
        Assert.InRange(harness.Chain.PublishedStateBytes, 1, 20_000);

        harness.Process("{ t: 9000, k: 'end', v: 0 }");
        harness.PutsOut("{ _id: 'last', s: 10.5 }");
    }

    private static PipelineHarness Sessions(string gap, string settings = "allowedLateness: 0") =>
        new(
            $$"""
            [{ $sessionWindow: { gap: {{gap}}, partitionBy: '$k', {{settings}}, pipeline: [{{Bounds}}] } }]
            """);
}
