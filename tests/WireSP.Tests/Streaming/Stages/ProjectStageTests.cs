using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class ProjectStageTests
{
    [Fact]
    public void Fields_are_kept_and_computed()
    {
        var harness = OperatorHarness.Of("{ $project: { _id: 0, a: 1, s: { $add: ['$a', '$b'] } } }");

        harness.Process("{ _id: 1, a: 1, b: 2, c: 3 }", "{ a: 5, b: 6 }");

        harness.PutsOut("{ a: 1, s: 3 }", "{ a: 5, s: 11 }");
    }

    [Fact]
    public void A_stage_behind_it_sees_the_new_document_only()
    {
        var harness = new PipelineHarness("[{ $project: { b: '$a' } }, { $match: { a: { $exists: false }, b: 2 } }]");

        harness.Process("{ a: 1 }", "{ a: 2 }");

        harness.PutsOut("{ b: 2 }");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{ a: 1, b: 0 }")]
    [InlineData("{ a: 1, 'a.b': 1 }")]
    [InlineData("5")]
    public void An_argument_that_contradicts_itself_is_refused(string argument) =>
        Assert.Contains(
            " $project", TestPipelines.ProblemOfStage($"{{ $project: {argument} }}"), StringComparison.Ordinal);
}
