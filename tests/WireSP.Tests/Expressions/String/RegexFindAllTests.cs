using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RegexFindAllTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$regexFindAll": { "input": "$a", "regex": "" } }""", """[{ "match": "", "idx": 0, "captures": [] }]""",
        """{ "a": "" }""")]
    [InlineData("""{ "$regexFindAll": { "input": "$a", "regex": "^line2" } }""", "[]", """{ "a": "line1\nline2" }""")]
    [InlineData(
        """{ "$regexFindAll": { "input": "$a", "regex": "$r" } }""", """[{ "match": "b", "idx": 1, "captures": [] }]""",
        """{ "a": "abc", "r": { "$regularExpression": { "pattern": "B", "options": "i" } } }""")]
    [InlineData("""{ "$regexFindAll": { "input": "$a", "regex": "b" } }""", "[]")]
    [InlineData("""{ "$regexFindAll": { "input": "xabcabc", "regex": "$a" } }""", "[]")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData(
        """{ "$regexFindAll": { "input": "$a", "regex": "$r", "options": "$o" } }""", 51108,
        """{ "a": "abc", "r": "b", "o": "q" }""")]
    [InlineData(
        """{ "$regexFindAll": { "input": "$a", "regex": "$r", "options": "m" } }""", 51107,
        """{ "a": "abc", "r": { "$regularExpression": { "pattern": "B", "options": "i" } } }""")]
    [InlineData("""{ "$regexFindAll": {} }""", 31022)]
    [InlineData("""{ "$regexFindAll": { "input": "a", "regex": "[a" } }""", 51111)]
    [InlineData("""{ "$regexFindAll": { "input": "a", "regex": "a", "options": "z" } }""", 51108)]
    [InlineData("""{ "$regexFindAll": { "input": "xabcabc", "regex": "$a" } }""", 51105, """{ "a": true }""")]
    [InlineData("""{ "$regexFindAll": { "input": "$a", "regex": "b" } }""", 51104, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$regexFindAll": { "input": "$a", "regex": "b" } }""", 51104, """{ "a": 7 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
