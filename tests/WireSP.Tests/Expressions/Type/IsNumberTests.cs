using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IsNumberTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$isNumber": "x" }""", "false")]
    [InlineData("""{ "$isNumber": null }""", "false")]
    [InlineData("""{ "$isNumber": [1] }""", "true")]
    [InlineData("""{ "$isNumber": "$a" }""", "false", """{ "a": [] }""")]
    [InlineData("""{ "$isNumber": "$a" }""", "true", """{ "a": 0 }""")]
    [InlineData("""{ "$isNumber": "$a" }""", "true", """{ "a": 1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
