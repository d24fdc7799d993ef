using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class UnsetStageTests
{
    [Fact]
    public void Fields_are_dropped()
    {
        var harness = OperatorHarness.Of("{ $unset: ['a', 'b.c'] }");

        harness.Process("{ a: 1, b: { c: 1, d: 2 }, e: 3 }", "{ e: 1 }");

        harness.PutsOut("{ b: { d: 2 }, e: 3 }", "{ e: 1 }");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("[]")]
    [InlineData("''")]
    public void An_argument_that_names_no_field_is_refused(string argument) =>
        Assert.Contains(
            " $unset", TestPipelines.ProblemOfStage($"{{ $unset: {argument} }}"), StringComparison.Ordinal);
}
