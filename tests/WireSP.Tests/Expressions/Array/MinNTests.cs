using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MinNTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$minN": { "n": 2, "input": "$a" } }""", """[{ "$numberDouble": "NaN" }, 1]""",
        """{ "a": [{ "$numberDouble": "NaN" }, 1, null] }""")]
    [InlineData("""{ "$minN": { "n": 5, "input": "$a" } }""", "[1, 2, 3]", """{ "a": [3, 1, 2] }""")]
    [InlineData("""{ "$minN": { "n": "$a", "input": [3, 1, 2] } }""", "[1, 2, 3]", """{ "a": 3.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
