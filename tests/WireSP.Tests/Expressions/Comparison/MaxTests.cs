using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MaxTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$max": ["$a", "$b"] }""", "null")]
    [InlineData("""{ "$max": "$a" }""", "null", """{ "a": [] }""")]
    [InlineData("""{ "$max": "$a" }""", "{}", """{ "a": {} }""")]
    [InlineData("""{ "$max": "$a" }""", "false", """{ "a": false }""")]
    [InlineData("""{ "$max": "$a" }""", "\"abc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$max": "$a" }""", "\"ABC\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$max": "$a" }""", "\"2020-01-02\"", """{ "a": "2020-01-02" }""")]
    [InlineData("""{ "$max": "$a" }""", """{ "$minKey": 1 }""", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$max": "$a" }""", """{ "$maxKey": 1 }""", """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$max": "$a" }""", """{ "$code": "f()" }""", """{ "a": { "$code": "f()" } }""")]
    [InlineData("""{ "$max": "$a" }""", """{ "$numberLong": "5" }""", """{ "a": { "$numberLong": "5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
