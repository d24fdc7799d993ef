using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ReverseArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$reverseArray": ["$a"] }""", "[[1, 2]]", """{ "a": [[1, 2]] }""")]
    [InlineData("""{ "$reverseArray": "$a.b" }""", "[[1, 2], 1]", """{ "a": [{ "b": 1 }, {}, { "b": [1, 2] }] }""")]
    [InlineData("""{ "$reverseArray": null }""", "null")]
    [InlineData("""{ "$reverseArray": [[1, 2]] }""", "[2, 1]")]
    [InlineData("""{ "$reverseArray": { "$literal": [1, 2] } }""", "[2, 1]")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$reverseArray": 5 }""", 34435)]
    [InlineData("""{ "$reverseArray": "$a" }""", 34435, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
