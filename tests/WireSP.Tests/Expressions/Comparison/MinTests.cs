using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MinTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$min": [] }""", "null")]
    [InlineData("""{ "$min": "x" }""", "\"x\"")]
    [InlineData("""{ "$min": "$a" }""", "{}", """{ "a": {} }""")]
    [InlineData("""{ "$min": "$a" }""", "true", """{ "a": true }""")]
    [InlineData("""{ "$min": "$a" }""", "\"12\"", """{ "a": "12" }""")]
    [InlineData("""{ "$min": "$a" }""", "false", """{ "a": false }""")]
    [InlineData("""{ "$min": "$a" }""", "\"ABC\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$min": "$a" }""", "\"2020-01-02\"", """{ "a": "2020-01-02" }""")]
    [InlineData("""{ "$min": "$a" }""", """{ "$code": "f()" }""", """{ "a": { "$code": "f()" } }""")]
    [InlineData("""{ "$min": "$a" }""", "0", """{ "a": 0 }""")]
    [InlineData("""{ "$min": "$a" }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$min": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
