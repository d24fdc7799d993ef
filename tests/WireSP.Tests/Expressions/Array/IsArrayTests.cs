using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IsArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$isArray": "x" }""", "false")]
    [InlineData("""{ "$isArray": "$missing" }""", "false")]
    [InlineData("""{ "$isArray": [[1]] }""", "true")]
    [InlineData("""{ "$isArray": [[[1]]] }""", "true")]
    [InlineData("""{ "$isArray": ["$a"] }""", "false")]
    [InlineData("""{ "$isArray": ["$a"] }""", "true", """{ "a": [] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
