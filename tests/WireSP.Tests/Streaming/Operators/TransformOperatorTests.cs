using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class TransformOperatorTests
{
    [Fact]
    public void A_document_that_grows_past_16_MiB_is_a_dead_letter()
    {
        var harness = OperatorHarness.Of("{ $project: { a: '$s', b: '$s', c: '$s' } }");
        var large = new BsonDocumentBuilder { { "s", new string('x', 6 * 1024 * 1024) } }.ToDocument();
        var small = new BsonDocumentBuilder { { "s", "x" } }.ToDocument();

        harness.Pipeline.Process([large, small]);

        harness.PutsOut("{ a: 'x', b: 'x', c: 'x' }");
        Assert.StartsWith(
            "the stage made a document of ", Assert.Single(harness.Pipeline.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_whose_expression_fails_is_a_dead_letter_and_leaves_nothing_behind()
    {
        var harness = OperatorHarness.Of("{ $project: { _id: 0, b: '$a', a: { $multiply: ['$a', 2] } } }");

        harness.Process("{ a: 1 }", "{ a: 'x' }", "{ a: 2 }", "{ a: true }");

        harness.PutsOut("{ b: 1, a: 2 }", "{ b: 2, a: 4 }");
        Assert.Equal(
            ["$multiply takes a number, not string", "$multiply takes a number, not bool"], harness.Pipeline.Reasons);
    }

    [Fact]
    public void Stages_in_a_row_each_see_what_the_one_before_made()
    {
        var harness = new PipelineHarness(
            "[{ $set: { a: { $add: ['$a', 1] } } }, { $set: { b: '$a' } }, { $unset: 'a' }, "
                + "{ $replaceWith: { r: '$b' } }]");

        harness.Process("{ a: 1 }", "{ a: 2 }", "{ a: 3 }");

        harness.PutsOut("{ r: 2 }", "{ r: 3 }", "{ r: 4 }");
    }

    [Fact]
    public void What_nobody_keeps_takes_no_memory_in_the_batch()
    {
        var harness = new PipelineHarness("[{ $set: { a: 1 } }, { $match: { b: 1 } }]");

        harness.Process([.. Enumerable.Repeat("{ b: 2 }", 1000)]);

        Assert.Equal(0, harness.Chain.Output.Batch.Buffer.Position);
    }
}
