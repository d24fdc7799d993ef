using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AllElementsTrueTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$allElementsTrue": ["$a"] }""", "true", """{ "a": [""] }""")]
    [InlineData("""{ "$allElementsTrue": ["$a"] }""", "false", """{ "a": [false] }""")]
    [InlineData("""{ "$allElementsTrue": ["$a"] }""", "true", """{ "a": [[false]] }""")]
    [InlineData("""{ "$allElementsTrue": ["$a"] }""", "true", """{ "a": [1, "x", []] }""")]
    [InlineData("""{ "$allElementsTrue": "$a" }""", "false", """{ "a": [1, 0] }""")]
    [InlineData("""{ "$allElementsTrue": ["$a"] }""", "false", """{ "a": [{ "$undefined": true }, 1] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$allElementsTrue": [] }""", 16020)]
    [InlineData("""{ "$allElementsTrue": null }""", 17040)]
    [InlineData("""{ "$allElementsTrue": [1] }""", 17040)]
    [InlineData("""{ "$allElementsTrue": [[1], [2]] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
