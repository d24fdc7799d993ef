using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RTrimTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$rtrim": { "input": "$a" } }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$rtrim": { "input": "$a" } }""", "\"\"", """{ "a": "   " }""")]
    [InlineData("""{ "$rtrim": { "input": "$a" } }""", "\"  x\"", """{ "a": "  x  " }""")]
    [InlineData("""{ "$rtrim": { "input": "$a", "chars": "" } }""", "\"xyz\"", """{ "a": "xyz" }""")]
    [InlineData("""{ "$rtrim": { "input": "$a", "chars": "a" } }""", "\"aabb\"", """{ "a": "aabbaa" }""")]
    [InlineData("""{ "$rtrim": { "input": "x", "chars": null } }""", "null")]
    [InlineData("""{ "$rtrim": { "input": "abcxcba", "chars": "$a" } }""", "\"abcx\"", """{ "a": "abc" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$rtrim": [] }""", 50696)]
    [InlineData("""{ "$rtrim": {} }""", 50695)]
    [InlineData("""{ "$rtrim": { "input": 5 } }""", 50699)]
    [InlineData("""{ "$rtrim": { "input": "x", "y": 1 } }""", 50694)]
    [InlineData("""{ "$rtrim": { "input": "x", "chars": 5 } }""", 50700)]
    [InlineData("""{ "$rtrim": { "input": "$a" } }""", 50699, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$rtrim": { "input": "abcxcba", "chars": "$a" } }""", 50700, """{ "a": { "$code": "f()" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
