using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class UnsetFieldTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$unsetField": { "field": "a", "input": "$a" } }""", "null")]
    [InlineData("""{ "$unsetField": { "field": "a", "input": "$a" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$unsetField": { "field": "a", "input": "$a" } }""", "{}", """{ "a": { "a": 1 } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
