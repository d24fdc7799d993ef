using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class MatchOperatorTests
{
    [Fact]
    public void A_predicate_that_fails_makes_a_dead_letter_of_the_document_as_it_was_there()
    {
        var harness = new PipelineHarness(
            "[{ $set: { c: 1 } }, { $match: { $expr: { $eq: [{ $divide: ['$a', '$b'] }, 2] } } }]");

        harness.Process("{ a: 4, b: 2 }", "{ a: 1, b: 0 }", "{ a: 6, b: 3 }");

        harness.PutsOut("{ a: 4, b: 2, c: 1 }", "{ a: 6, b: 3, c: 1 }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("MatchOperator", letter["operatorName"].AsString);
        Assert.Equal(1, letter["doc"].AsDocument["c"].AsInt32);
    }

    [Fact]
    public void Documents_and_bytes_are_counted()
    {
        var harness = OperatorHarness.Of("{ $match: { a: 1 } }");

        harness.Process("{ a: 1 }", "{ a: 2 }");

        var chain = harness.Pipeline.Chain;
        Assert.Equal(2, chain.Operators[0].InputCount);
        Assert.Equal(24, chain.Operators[0].InputBytes);
        Assert.Equal(1, chain.Operators[1].InputCount);
        Assert.Equal(12, chain.Operators[1].InputBytes);
    }
}
