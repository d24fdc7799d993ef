using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LTrimTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$ltrim": { "input": "$a" } }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$ltrim": { "input": "$a" } }""", "\"\"", """{ "a": "   " }""")]
    [InlineData("""{ "$ltrim": { "input": "$a", "chars": "x" } }""", "\"  x \"", """{ "a": "  x " }""")]
    [InlineData("""{ "$ltrim": { "input": "$a", "chars": "ab" } }""", "\"\"", """{ "a": "aabbaa" }""")]
    [InlineData("""{ "$ltrim": { "input": "x", "chars": null } }""", "null")]
    [InlineData("""{ "$ltrim": { "input": null, "chars": 5 } }""", "null")]
    [InlineData("""{ "$ltrim": { "input": "$a" } }""", "null")]
    [InlineData("""{ "$ltrim": { "input": "$a" } }""", "\"abc\"", """{ "a": "abc" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$ltrim": { "input": "$a", "chars": "$" } }""", 16872, """{ "a": "$5.00" }""")]
    [InlineData("""{ "$ltrim": "x" }""", 50696)]
    [InlineData("""{ "$ltrim": { "input": 5 } }""", 50699)]
    [InlineData("""{ "$ltrim": { "input": "x", "chars": 5 } }""", 50700)]
    [InlineData("""{ "$ltrim": { "input": "$a" } }""", 50699, """{ "a": true }""")]
    [InlineData("""{ "$ltrim": { "input": "abcxcba", "chars": "$a" } }""", 50700, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
