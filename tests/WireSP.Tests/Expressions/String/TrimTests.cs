using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TrimTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$trim": { "input": "$a" } }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$trim": { "input": "$a" } }""", "\"\"", """{ "a": "   " }""")]
    [InlineData("""{ "$trim": { "input": "$a" } }""", "\"x\"", """{ "a": "  x  " }""")]
    [InlineData("""{ "$trim": { "input": "$a", "chars": "x" } }""", "\"  x \"", """{ "a": "  x " }""")]
    [InlineData("""{ "$trim": { "input": "$a", "chars": "a" } }""", "\"bb\"", """{ "a": "aabbaa" }""")]
    [InlineData("""{ "$trim": { "input": "$a", "chars": "ab" } }""", "\"\"", """{ "a": "aabbaa" }""")]
    [InlineData("""{ "$trim": { "input": "x", "chars": null } }""", "null")]
    [InlineData("""{ "$trim": { "input": "$a" } }""", "null")]
    [InlineData("""{ "$trim": { "input": "$a" } }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$trim": [] }""", 50696)]
    [InlineData("""{ "$trim": "x" }""", 50696)]
    [InlineData("""{ "$trim": { "input": 5 } }""", 50699)]
    [InlineData("""{ "$trim": { "input": "x", "chars": 5 } }""", 50700)]
    [InlineData("""{ "$trim": { "input": "$a" } }""", 50699, """{ "a": 7 }""")]
    [InlineData("""{ "$trim": { "input": "abcxcba", "chars": "$a" } }""", 50700, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
