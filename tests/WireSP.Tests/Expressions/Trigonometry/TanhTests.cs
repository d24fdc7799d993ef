using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TanhTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$tanh": "$a" }""", "null")]
    [InlineData("""{ "$tanh": null }""", "null")]
    [InlineData("""{ "$tanh": 7 }""", "0.9999983369439447")]
    [InlineData("""{ "$tanh": "$a" }""", "0.7615941559557649", """{ "a": 1 }""")]
    [InlineData("""{ "$tanh": "$a" }""", "-0.7615941559557649", """{ "a": -1 }""")]
    [InlineData("""{ "$tanh": "$a" }""", "0.9999092042625951", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$tanh": "$a" }""", "-0.0", """{ "a": -0.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$tanh": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$tanh": "$a" }""", 28765, """{ "a": { "a": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
