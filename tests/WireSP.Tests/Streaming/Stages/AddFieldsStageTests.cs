using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class AddFieldsStageTests
{
    [Fact]
    public void Fields_are_replaced_in_place_and_added_at_the_end()
    {
        var harness = OperatorHarness.Of("{ $addFields: { a: 'x', c: '$b', 'd.e': 1 } }");

        harness.Process("{ a: 1, b: 2 }");

        harness.PutsOut("{ a: 'x', b: 2, c: 2, d: { e: 1 } }");
    }

    [Fact]
    public void An_expression_that_fails_makes_a_dead_letter_and_the_others_go_on()
    {
        var harness = OperatorHarness.Of("{ $addFields: { c: { $divide: ['$a', '$b'] } } }");

        harness.Process("{ a: 4, b: 2 }", "{ a: 1, b: 0 }", "{ a: 9, b: 3 }");

        harness.PutsOut("{ a: 4, b: 2, c: 2.0 }", "{ a: 9, b: 3, c: 3.0 }");
        var letter = Assert.Single(harness.Pipeline.DeadLetters);
        Assert.Equal("AddFieldsOperator", letter["operatorName"].AsString);
        Assert.Equal(0, letter["doc"].AsDocument["b"].AsInt32);
    }

    [Fact]
    public void An_unknown_expression_is_refused_with_its_path() =>
        Assert.StartsWith(
            "168 $addFields.c",
            TestPipelines.ProblemOfStage("{ $addFields: { c: { $ad: [1, 2] } } }"),
            StringComparison.Ordinal);
}
