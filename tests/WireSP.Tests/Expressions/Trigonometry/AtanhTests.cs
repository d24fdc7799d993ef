using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AtanhTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$atanh": "$a" }""", "null")]
    [InlineData("""{ "$atanh": "$a" }""", """{ "$numberDouble": "-Infinity" }""", """{ "a": -1 }""")]
    [InlineData("""{ "$atanh": "$a" }""", "0.0", """{ "a": 0.0 }""")]
    [InlineData("""{ "$atanh": "$a" }""", "0.10033534773107558", """{ "a": 0.1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$atanh": [] }""", 16020)]
    [InlineData("""{ "$atanh": [1, 2] }""", 16020)]
    [InlineData("""{ "$atanh": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$atanh": { "$literal": "abc" } }""", 28765)]
    [InlineData("""{ "$atanh": { "$numberDouble": "Infinity" } }""", 50989)]
    [InlineData("""{ "$atanh": "$a" }""", 50989, """{ "a": 1.5 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
