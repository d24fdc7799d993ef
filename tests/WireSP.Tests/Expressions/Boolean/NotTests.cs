using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class NotTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$not": true }""", "false")]
    [InlineData("""{ "$not": "$a" }""", "false", """{ "a": 1 }""")]
    [InlineData("""{ "$not": [[]] }""", "false")]
    [InlineData("""{ "$not": ["$a"] }""", "true", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$not": ["$a"] }""", "true", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$not": ["$a"] }""", "true", """{ "a": 0.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$not": [1, 2] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
