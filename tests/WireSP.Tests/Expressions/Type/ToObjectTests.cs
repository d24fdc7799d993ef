using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToObjectTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toObject": "$a" }""", "{}", """{ "a": "{}" }""")]
    [InlineData("""{ "$toObject": "{\"a\": [1]}" }""", """{ "a": [1] }""")]
    [InlineData("""{ "$toObject": { "x": 1 } }""", """{ "x": 1 }""")]
    [InlineData("""{ "$toObject": null }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
