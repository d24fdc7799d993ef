using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ReplaceOneTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$replaceOne": { "input": "$a", "find": "", "replacement": "-" } }""", "\"-abc\"",
        """{ "a": "abc" }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "$a", "find": "B", "replacement": "x" } }""", "\"abc\"",
        """{ "a": "abc" }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "$a", "find": "X", "replacement": "$&" } }""", "null",
        """{ "a": "aXbX" }""")]
    [InlineData("""{ "$replaceOne": { "input": "$a", "find": "b", "replacement": "X" } }""", "null")]
    [InlineData("""{ "$replaceOne": { "input": "abcb", "find": "$a", "replacement": "X" } }""", "null")]
    [InlineData(
        """{ "$replaceOne": { "input": "abcb", "find": "$a", "replacement": "X" } }""", "\"Xb\"",
        """{ "a": "abc" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$replaceOne": "x" }""", 51751)]
    [InlineData(
        """{ "$replaceOne": { "input": "abcb", "find": "$a", "replacement": "X" } }""", 51745,
        """{ "a": true }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "abcb", "find": "b", "replacement": "$a" } }""", 51744,
        """{ "a": true }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "$a", "find": "b", "replacement": "X" } }""", 51746,
        """{ "a": { "$code": "f()" } }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "abcb", "find": "b", "replacement": "$a" } }""", 51744,
        """{ "a": { "$minKey": 1 } }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "abcb", "find": "$a", "replacement": "X" } }""", 51745,
        """{ "a": { "$code": "f()" } }""")]
    [InlineData(
        """{ "$replaceOne": { "input": "$a", "find": "b", "replacement": "X" } }""", 51746,
        """{ "a": { "$numberLong": "5" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
