using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToBoolTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toBool": ["$a"] }""", "true", """{ "a": 1 }""")]
    [InlineData("""{ "$toBool": "$a" }""", "null")]
    [InlineData("""{ "$toBool": "$a" }""", "true", """{ "a": {} }""")]
    [InlineData("""{ "$toBool": "$a" }""", "true", """{ "a": "" }""")]
    [InlineData("""{ "$toBool": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$toBool": "$a" }""", "false", """{ "a": 0 }""")]
    [InlineData("""{ "$toBool": "$a" }""", "false", """{ "a": { "$numberLong": "0" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
