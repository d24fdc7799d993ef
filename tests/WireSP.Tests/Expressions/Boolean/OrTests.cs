using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class OrTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$or": "$a" }""", "true", """{ "a": 1 }""")]
    [InlineData("""{ "$or": "$missing" }""", "false")]
    [InlineData("""{ "$or": [1] }""", "true")]
    [InlineData("""{ "$or": [0] }""", "false")]
    [InlineData("""{ "$or": ["$a", false] }""", "true", """{ "a": [] }""")]
    [InlineData("""{ "$or": ["$a", false] }""", "false", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
