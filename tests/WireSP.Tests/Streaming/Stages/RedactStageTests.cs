using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class RedactStageTests
{
    [Fact]
    public void It_may_stand_inside_a_window()
    {
        var harness = OperatorHarness.InWindow(
            "{ $redact: { $cond: ['$hidden', '$$PRUNE', '$$DESCEND'] } }, { $count: 'n' }");

        harness.Process("{ t: '12:00', hidden: true }", "{ t: '12:01' }");
        harness.Close();

        harness.PutsOut("{ n: 1 }");
    }

    [Fact]
    public void What_follows_sees_what_is_left()
    {
        var harness = new PipelineHarness(
            "[{ $redact: { $cond: ['$hidden', '$$PRUNE', '$$DESCEND'] } }, { $set: { rest: '$a.x' } }]");

        harness.Process("{ a: { hidden: true, x: 1 } }", "{ a: { x: 2 } }");

        harness.PutsOut("{ }", "{ a: { x: 2 }, rest: 2 }");
    }

    [Theory]
    [InlineData("{ $nope: 1 }", "168 $redact.$nope: ")]
    [InlineData("'$$NOPE'", "17276 $redact: ")]
    public void What_is_not_legal_is_refused(string expression, string expected) =>
        Assert.StartsWith(
            expected, TestPipelines.ProblemOfStage($"{{ $redact: {expression} }}"), StringComparison.Ordinal);
}
