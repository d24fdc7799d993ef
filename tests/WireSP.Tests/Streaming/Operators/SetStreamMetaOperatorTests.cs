using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class SetStreamMetaOperatorTests
{
    [Fact]
    public void What_is_set_is_found_by_the_stages_behind()
    {
        var harness = new PipelineHarness(
            "[{ $setStreamMeta: { 'stream.a.b': { $add: ['$v', 1] }, 'stream.c': '$w' } }, "
                + "{ $project: { b: { $meta: 'stream.a.b' }, c: { $meta: 'stream.c' }, p: { $meta: "
                + "'stream.source.partition' } } }]");

        harness.Process("{ v: 1, w: 'x', p: 3 }", "{ v: 2 }");

        harness.PutsOut("{ b: 2, c: 'x', p: 3 }", "{ b: 3, p: 0 }");
    }

    [Fact]
    public void It_is_shown_beside_the_document_and_set_again_by_a_later_stage()
    {
        var harness = new PipelineHarness(
            "[{ $setStreamMeta: { 'stream.a.b': 1, 'stream.a.c': 2 } }, { $set: { x: { $meta: 'stream.a' } } }, "
                + "{ $setStreamMeta: { 'stream.a.b': '$x.c', 'stream.d': 5 } }]")
        { ShowsMetadata = true };

        harness.Process("{ v: 1 }");

        harness.PutsOut(
            "{ v: 1, x: { b: 1, c: 2 }, _stream_meta: { source: { type: 'test', partition: 0, position: "
                + "{ $numberLong: '0' } }, a: { b: 2, c: 2 }, d: 5 } }");
    }

    [Fact]
    public void An_expression_that_fails_makes_a_dead_letter()
    {
        var harness = new PipelineHarness("[{ $setStreamMeta: { 'stream.a': { $divide: [1, '$v'] } } }]");

        harness.Process("{ v: 0 }", "{ v: 1 }");

        harness.PutsOut("{ v: 1 }");
        Assert.Equal("SetStreamMetaOperator", Assert.Single(harness.DeadLetters)["operatorName"].AsString);
    }

    [Fact]
    public void Dead_letters_show_it()
    {
        var harness = new PipelineHarness(
            "[{ $setStreamMeta: { 'stream.a': '$v' } }, { $set: { x: { $divide: ['$v', 0] } } }]");

        harness.Process("{ v: 7 }");

        Assert.Equal(7, Assert.Single(harness.DeadLetters)["_stream_meta"].AsDocument["a"].AsInt32);
    }

    [Fact]
    public void A_window_keeps_it_with_documents_and_drops_it_from_groups()
    {
        var grouped = new PipelineHarness(
            "[{ $setStreamMeta: { 'stream.a': '$v' } }, { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, "
                + "allowedLateness: 0, pipeline: [{ $group: { _id: { $meta: 'stream.a' } } }] } }, "
                + "{ $set: { type: { $meta: 'stream.source.type' }, a: { $meta: 'stream.a' } } }]");
        grouped.Process("{ t: '12:00', v: 7 }");
        grouped.SnapshotAndRestore();
        grouped.Process("{ t: '12:01', v: 8 }");
        grouped.PutsOut("{ _id: 7, type: 'test' }");

        var kept = new PipelineHarness(
            "[{ $setStreamMeta: { 'stream.a': '$v' } }, { $tumblingWindow: { interval: { size: 1, unit: 'minute' }, "
                + "allowedLateness: 0, pipeline: [] } }, { $project: { _id: 0, a: { $meta: 'stream.a' } } }]");
        kept.Process("{ t: '12:00', v: 7 }");
        kept.SnapshotAndRestore();
        kept.Process("{ t: '12:01', v: 8 }");
        kept.PutsOut("{ a: 7 }");
    }
}
