using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FirstNTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$firstN": { "n": "$a", "input": [3, 1, 2] } }""", "[3, 1, 2]", """{ "a": 7 }""")]
    [InlineData("""{ "$firstN": { "n": "$a", "input": [3, 1, 2] } }""", "[3]", """{ "a": 1 }""")]
    [InlineData(
        """{ "$firstN": { "n": "$a", "input": [3, 1, 2] } }""", "[3, 1, 2]",
        """{ "a": { "$numberLong": "5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
