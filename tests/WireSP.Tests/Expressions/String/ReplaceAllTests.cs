using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ReplaceAllTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "a", "replacement": "b" } }""", "\"bbb\"",
        """{ "a": "aaa" }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "aa", "replacement": "b" } }""", "\"ba\"",
        """{ "a": "aaa" }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": ".", "replacement": "" } }""", "\"abc\"",
        """{ "a": "a.b.c" }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "X", "replacement": "$&" } }""", "null",
        """{ "a": "aXbX" }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "X", "replacement": "\\1" } }""", "\"a\\\\1b\\\\1\"",
        """{ "a": "aXbX" }""")]
    [InlineData("""{ "$replaceAll": { "input": "abcb", "find": "$a", "replacement": "X" } }""", "null")]
    [InlineData("""{ "$replaceAll": { "input": "abcb", "find": "b", "replacement": "$a" } }""", "null")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "b", "replacement": "X" } }""", "\"aXc\"",
        """{ "a": "abc" }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "abcb", "find": "b", "replacement": "$a" } }""", "\"aabccabc\"",
        """{ "a": "abc" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$replaceAll": { "input": "a", "find": "b" } }""", 51747)]
    [InlineData("""{ "$replaceAll": { "find": "a", "replacement": "b" } }""", 51749)]
    [InlineData("""{ "$replaceAll": { "input": "a", "replacement": "b" } }""", 51748)]
    [InlineData("""{ "$replaceAll": { "input": null, "find": 5, "replacement": "b" } }""", 51745)]
    [InlineData("""{ "$replaceAll": { "input": "a", "find": "a", "replacement": "b", "x": 1 } }""", 51750)]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "b", "replacement": "X" } }""", 51746,
        """{ "a": { "$minKey": 1 } }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "$a", "find": "b", "replacement": "X" } }""", 51746,
        """{ "a": { "$maxKey": 1 } }""")]
    [InlineData(
        """{ "$replaceAll": { "input": "abcb", "find": "$a", "replacement": "X" } }""", 51745,
        """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
