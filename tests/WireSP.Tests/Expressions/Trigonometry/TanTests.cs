using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TanTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$tan": "$a" }""", "null")]
    [InlineData("""{ "$tan": null }""", "null")]
    [InlineData("""{ "$tan": "$a" }""", "0.0", """{ "a": 0 }""")]
    [InlineData("""{ "$tan": "$a" }""", "0.8714479827243188", """{ "a": 7 }""")]
    [InlineData("""{ "$tan": "$a" }""", "-1.5574077246549023", """{ "a": -1 }""")]
    [InlineData("""{ "$tan": "$a" }""", "0.10033467208545055", """{ "a": 0.1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$tan": [] }""", 16020)]
    [InlineData("""{ "$tan": [1, 2] }""", 16020)]
    [InlineData("""{ "$tan": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$tan": "$a" }""", 50989, """{ "a": { "$numberDouble": "-Infinity" } }""")]
    [InlineData("""{ "$tan": "$a" }""", 50989, """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    [InlineData("""{ "$tan": "$a" }""", 28765, """{ "a": [1, 2, 3] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
