using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RegexMatchTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "" } }""", "true", """{ "a": "" }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "" } }""", "true", """{ "a": "abc" }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "a*" } }""", "true", """{ "a": "aaa" }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "$r" } }""", "false", """{ "a": "abc" }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "a.b" } }""", "false", """{ "a": "a\nb" }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "^line2" } }""", "false", """{ "a": "line1\nline2" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "$r" } }""", 51111, """{ "r": "(" }""")]
    [InlineData(
        """{ "$regexMatch": { "input": "$a", "regex": "$r", "options": "$o" } }""", 51111,
        """{ "a": "abc", "r": "(", "o": "i" }""")]
    [InlineData("""{ "$regexMatch": [] }""", 51103)]
    [InlineData("""{ "$regexMatch": { "input": "a", "regex": 5 } }""", 51105)]
    [InlineData("""{ "$regexMatch": { "input": "a", "regex": "a", "x": 1 } }""", 31024)]
    [InlineData("""{ "$regexMatch": { "input": "xabcabc", "regex": "$a" } }""", 51105, """{ "a": true }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "b" } }""", 51104, """{ "a": 7 }""")]
    [InlineData("""{ "$regexMatch": { "input": "$a", "regex": "b" } }""", 51104, """{ "a": 1.5 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
