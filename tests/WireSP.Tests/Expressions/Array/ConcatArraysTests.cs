using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ConcatArraysTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$concatArrays": "$a" }""", "[1]", """{ "a": [1] }""")]
    [InlineData("""{ "$concatArrays": [null, "$a"] }""", "null", """{ "a": 1 }""")]
    [InlineData("""{ "$concatArrays": [null, 5] }""", "null")]
    [InlineData("""{ "$concatArrays": ["$a", [1]] }""", "null")]
    [InlineData("""{ "$concatArrays": [[1], "$a"] }""", "[1, 1, 2, 3]", """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$concatArrays": ["$a", null] }""", 28664, """{ "a": 1 }""")]
    [InlineData("""{ "$concatArrays": { "a": 1 } }""", 28664)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
