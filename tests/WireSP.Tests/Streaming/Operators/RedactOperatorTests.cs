using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class RedactOperatorTests
{
    [Fact]
    public void Documents_are_kept_cut_out_or_looked_into()
    {
        var harness = OperatorHarness.Of(
            "{ $redact: { $switch: { branches: [{ case: { $eq: ['$k', 1] }, then: '$$KEEP' }, "
                + "{ case: { $eq: ['$k', 2] }, then: '$$PRUNE' }], default: '$$DESCEND' } } }");

        harness.Process("{ k: 1, a: { k: 2 } }", "{ k: 2 }", "{ k: 3, a: { k: 2 }, b: [{ k: 2 }, 5, { k: 1, z: 1 }] }");

        harness.PutsOut("{ k: 1, a: { k: 2 } }", "{ k: 3, b: [5, { k: 1, z: 1 }] }");
    }

    [Fact]
    public void A_decision_that_is_none_makes_a_dead_letter()
    {
        var harness = OperatorHarness.Of("{ $redact: '$level' }");

        harness.Process("{ level: 5 }", "{ level: 'keep' }");

        harness.PutsOut("{ level: 'keep' }");
        Assert.Contains("$$KEEP", Assert.Single(harness.Pipeline.Reasons), StringComparison.Ordinal);
    }
}
