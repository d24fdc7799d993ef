using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RegexFindTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "" } }""", """{ "match": "", "idx": 0, "captures": [] }""",
        """{ "a": "" }""")]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "" } }""", """{ "match": "", "idx": 0, "captures": [] }""",
        """{ "a": "abc" }""")]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "a*" } }""", """{ "match": "aaa", "idx": 0, "captures": [] }""",
        """{ "a": "aaa" }""")]
    [InlineData("""{ "$regexFind": { "input": "$a", "regex": "a.b" } }""", "null", """{ "a": "a\nb" }""")]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "[^a-w]" } }""", """{ "match": "x", "idx": 0, "captures": [] }""",
        """{ "a": "x" }""")]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "$r" } }""", """{ "match": "b", "idx": 1, "captures": [] }""",
        """{ "a": "abc", "r": { "$regularExpression": { "pattern": "B", "options": "i" } } }""")]
    [InlineData("""{ "$regexFind": { "input": "xabcabc", "regex": "$a" } }""", "null")]
    [InlineData(
        """{ "$regexFind": { "input": "$a", "regex": "b" } }""", """{ "match": "b", "idx": 1, "captures": [] }""",
        """{ "a": "abc" }""")]
    [InlineData("""{ "$regexFind": { "input": "xabcabc", "regex": "$a" } }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$regexFind": {} }""", 31022)]
    [InlineData("""{ "$regexFind": { "input": "a" } }""", 31023)]
    [InlineData("""{ "$regexFind": { "input": "a", "regex": "a", "options": "z" } }""", 51108)]
    [InlineData("""{ "$regexFind": { "input": "a", "regex": 5 } }""", 51105)]
    [InlineData("""{ "$regexFind": { "input": 5, "regex": "a" } }""", 51104)]
    [InlineData("""{ "$regexFind": { "input": "$a", "regex": "b" } }""", 51104, """{ "a": true }""")]
    [InlineData("""{ "$regexFind": { "input": "xabcabc", "regex": "$a" } }""", 51105, """{ "a": true }""")]
    [InlineData(
        """{ "$regexFind": { "input": "xabc", "regex": "ABC", "options": "$a" } }""", 51106,
        """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
