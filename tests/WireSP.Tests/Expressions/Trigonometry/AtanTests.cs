using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AtanTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$atan": "$a" }""", "null")]
    [InlineData("""{ "$atan": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$atan": 7 }""", "1.4288992721907328")]
    [InlineData("""{ "$atan": "$a" }""", "0.0", """{ "a": 0 }""")]
    [InlineData("""{ "$atan": "$a" }""", "0.7853981633974483", """{ "a": 1 }""")]
    [InlineData("""{ "$atan": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$atan": "$a" }""", "-0.0", """{ "a": -0.0 }""")]
    [InlineData("""{ "$atan": "$a" }""", "-1.1902899496825317", """{ "a": -2.5 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$atan": [] }""", 16020)]
    [InlineData("""{ "$atan": [1, 2] }""", 16020)]
    [InlineData("""{ "$atan": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$atan": "$a" }""", 28765, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
