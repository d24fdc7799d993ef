using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MaxNTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$maxN": { "n": 5, "input": "$a" } }""", "[]", """{ "a": [] }""")]
    [InlineData(
        """{ "$maxN": { "n": 2, "input": "$a" } }""", """[1, { "$numberDouble": "NaN" }]""",
        """{ "a": [{ "$numberDouble": "NaN" }, 1, null] }""")]
    [InlineData("""{ "$maxN": { "n": 2, "input": "$a" } }""", "null")]
    [InlineData("""{ "$maxN": { "n": 2, "input": "$a" } }""", "[3, 2]", """{ "a": [1, 2, 3] }""")]
    [InlineData("""{ "$maxN": { "n": "$a", "input": [3, 1, 2] } }""", "[3, 2, 1]", """{ "a": 7 }""")]
    [InlineData(
        """{ "$maxN": { "n": "$a", "input": [3, 1, 2] } }""", "[3, 2, 1]",
        """{ "a": { "$numberLong": "5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
