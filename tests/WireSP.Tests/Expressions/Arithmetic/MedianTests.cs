using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MedianTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$median": { "input": "$a", "method": "approximate" } }""", "null")]
    [InlineData("""{ "$median": { "input": "$a", "method": "approximate" } }""", "null", """{ "a": "x" }""")]
    [InlineData("""{ "$median": { "input": "$a", "method": "approximate" } }""", "3.0", """{ "a": [4, 1, 3] }""")]
    [InlineData("""{ "$median": { "input": "$a", "method": "approximate" } }""", "3.0", """{ "a": [1, 2, 3, 4, 5] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
