using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IndexOfArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$indexOfArray": ["$a", null] }""", "0", """{ "a": [null] }""")]
    [InlineData("""{ "$indexOfArray": ["$a", 1] }""", "-1", """{ "a": [] }""")]
    [InlineData("""{ "$indexOfArray": ["$a", "b"] }""", "1", """{ "a": ["a", "b", "c", "b"] }""")]
    [InlineData("""{ "$indexOfArray": ["$a", "a", 0, 0] }""", "-1", """{ "a": ["a", "b"] }""")]
    [InlineData("""{ "$indexOfArray": ["$a", { "$numberLong": "2" }] }""", "1", """{ "a": [1, 2] }""")]
    [InlineData("""{ "$indexOfArray": ["$a", 1] }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$indexOfArray": [[null, 7, "abc", [1, 2, 3], { "a": 1 }], "$a"] }""", "-1")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$indexOfArray": [] }""", 28667)]
    [InlineData("""{ "$indexOfArray": [[1]] }""", 28667)]
    [InlineData("""{ "$indexOfArray": [5, 1] }""", 40090)]
    [InlineData("""{ "$indexOfArray": [[1], 1, 0, -1] }""", 40097)]
    [InlineData("""{ "$indexOfArray": ["$a", 1] }""", 40090, """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfArray": [[1, 2, 1, 2], 2, "$a"] }""", 40096)]
    [InlineData("""{ "$indexOfArray": [[1, 2, 1, 2], 2, "$a"] }""", 40096, """{ "a": null }""")]
    [InlineData("""{ "$indexOfArray": [[1, 2, 1, 2], 2, "$a"] }""", 40097, """{ "a": -1 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
