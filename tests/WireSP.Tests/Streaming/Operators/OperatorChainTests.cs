using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class OperatorChainTests
{
    [Fact]
    public void A_dead_letter_says_what_failed_where_and_why()
    {
        var harness = new PipelineHarness("[{ $set: { r: { $divide: [1, '$a'] } } }]");

        harness.Process("{ a: 1 }", "{ a: 0 }");

        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal(
            """{"source":{"type":"test","partition":0,"position":1}}""",
            ExtendedJson.Format(letter["_stream_meta"].AsDocument).Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal("SetOperator", letter["operatorName"].AsString);
        Assert.Equal("p1", letter["processorName"].AsString);
        Assert.Equal(DocumentRow.Day.ToUnixTimeMilliseconds(), letter["dlqTime"].AsDateTimeMs);
        Assert.Equal(0, letter["doc"].AsDocument["a"].AsInt32);
        Assert.True(letter["errInfo"].AsDocument["reason"].AsString.Length > 0);
    }

    [Fact]
    public void A_record_that_is_no_document_is_a_dead_letter_with_its_content()
    {
        var harness = new PipelineHarness("[]");

        harness.Process("{ undecodable: '{oops' }", "{ a: 1 }");

        harness.PutsOut("{ a: 1 }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("{oops", letter["doc"].AsString);
        Assert.Equal("not a document", Assert.Single(harness.Reasons));
        Assert.Equal("TestSourceOperator", letter["operatorName"].AsString);
        Assert.Equal(2, harness.Chain.InputCount);
    }

    [Fact]
    public void Metadata_of_the_source_can_be_read_behind_every_kind_of_stage()
    {
        var harness = new PipelineHarness(
            "[{ $set: { a: { $meta: 'stream.source.position' } } }, { $unwind: '$l' }, "
                + "{ $project: { a: 1, b: { $meta: 'stream.source.type' } } }]");

        harness.Process("{ l: [1] }", "{ l: [1] }");

        harness.PutsOut(
            "{ a: { $numberLong: '0' }, b: 'test' }", "{ a: { $numberLong: '1' }, b: 'test' }");
    }

    [Fact]
    public void Nothing_is_ever_late_without_a_window()
    {
        var harness = new PipelineHarness("[]");

        harness.Process("{ t: '12:00' }", "{ t: '01:00' }");

        Assert.Equal(2, harness.Output.Count);
        Assert.Null(harness.Chain.WatermarkMs);
    }

    [Fact]
    public void A_hundred_thousand_documents_allocate_next_to_nothing()
    {
        var harness = new AllocationProbe(
            "[{ $match: { v: { $gte: 0 } } }, { $tumblingWindow: { interval: { size: 1, unit: 'hour' }, pipeline: "
                + "[{ $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: '$v' } } }] } }]");

        // The gate of the speed goals: at most 8 bytes a document in steady state.
        Assert.InRange(harness.BytesPerDocument(batches: 100), 0, 8);
    }

    [Fact]
    public void Stateless_stages_allocate_next_to_nothing()
    {
        var harness = new AllocationProbe("[{ $set: { v: { $add: ['$v', 1] } } }, { $project: { v: 1 } }]");

        Assert.InRange(harness.BytesPerDocument(batches: 100), 0, 8);
    }

    [Theory]
    [InlineData("{ $sum: '$a' }")]
    [InlineData("{ $sum: 1 }")]
    [InlineData("{ $avg: '$a' }")]
    [InlineData("{ $max: '$s' }")]
    [InlineData("{ $push: '$a' }")]
    [InlineData("{ $sum: { $toDecimal: '$a' } }")]
    public void A_frozen_state_does_not_change_with_what_follows(string accumulator)
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
            + $"pipeline: [{{ $group: {{ _id: '$k', x: {accumulator} }} }}] }} }}]");
        harness.Process("{ t: '12:00', k: 1, a: 1, s: 'x' }", "{ t: '12:01', k: 'b', a: 2, s: 'y' }");
        var expected = harness.Chain.Snapshot().Copy();

        var frozen = harness.Chain.Freeze();
        harness.Process("{ t: '12:02', k: 1, a: 5, s: 'z' }", "{ t: '12:02', k: 3, a: 7, s: 'zz' }");
        harness.Process("{ t: '12:06', k: 9, a: 5, s: 'a' }", "{ t: '12:07', k: 'b', a: 7, s: 'b' }");

        Assert.True(expected.Span.SequenceEqual(frozen(new CheckpointPack(1)).Span));
    }
}
