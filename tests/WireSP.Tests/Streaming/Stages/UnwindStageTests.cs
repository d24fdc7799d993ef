using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class UnwindStageTests
{
    [Fact]
    public void Each_element_makes_a_document()
    {
        var harness = OperatorHarness.Of("{ $unwind: '$a' }");

        harness.Process("{ a: [1, 2], b: 1 }", "{ a: [] }", "{ a: null }", "{}", "{ a: 'x' }", "{ a: [[3]] }");

        harness.PutsOut("{ a: 1, b: 1 }", "{ a: 2, b: 1 }", "{ a: 'x' }", "{ a: [3] }");
    }

    [Fact]
    public void Documents_without_elements_may_be_preserved_and_the_index_is_a_long_or_null()
    {
        var harness = OperatorHarness.Of(
            "{ $unwind: { path: '$a.b', includeArrayIndex: 'a.i', preserveNullAndEmptyArrays: true } }");

        harness.Process("{ a: { b: [5, 6] } }", "{ a: { b: [] } }", "{ a: { b: null } }", "{ a: [1] }", "{ c: 1 }");

        harness.PutsOut(
            "{ a: { b: 5, i: { $numberLong: '0' } } }",
            "{ a: { b: 6, i: { $numberLong: '1' } } }",
            "{ a: { i: null } }",
            "{ a: { b: null, i: null } }",
            "{ a: { i: null } }",
            "{ c: 1, a: { i: null } }");
    }

    [Theory]
    [InlineData("5", "15981 $unwind: ")]
    [InlineData("'a'", "28818 $unwind.path: ")]
    [InlineData("'$a.'", "40353 $unwind.path: ")]
    [InlineData("'$.a'", "15998 $unwind.path: ")]
    [InlineData("{}", "28812 $unwind.path: ")]
    [InlineData("{ path: 5 }", "28808 $unwind.path: ")]
    [InlineData("{ path: '$a', x: 1 }", "28811 $unwind.x: ")]
    [InlineData("{ path: '$a', includeArrayIndex: '$i' }", "28822 $unwind.includeArrayIndex: ")]
    [InlineData("{ path: '$a', includeArrayIndex: '' }", "28810 $unwind.includeArrayIndex: ")]
    [InlineData("{ path: '$a', preserveNullAndEmptyArrays: 1 }", "28809 $unwind.preserveNullAndEmptyArrays: ")]
    public void An_argument_that_says_something_else_is_refused(string argument, string expected) =>
        Assert.StartsWith(
            expected, TestPipelines.ProblemOfStage($"{{ $unwind: {argument} }}"), StringComparison.Ordinal);
}
