using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toArray": "$a" }""", "null")]
    [InlineData("""{ "$toArray": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$toArray": "$a" }""", """[[1], { "b": 2 }]""", """{ "a": "[[1],{\"b\":2}]" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
