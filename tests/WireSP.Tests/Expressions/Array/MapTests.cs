using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MapTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$map": { "input": { "$objectToArray": "$a" }, "as": "kv", "in": "$$kv.k" } }""", """["b"]""",
        """{ "a": { "b": 1 } }""")]
    [InlineData(
        """{ "$map": { "input": "$a", "as": "n", "in": "$$n.b.c" } }""", "[[1, 2]]",
        """{ "a": [{ "b": [{ "c": 1 }, { "c": 2 }] }] }""")]
    [InlineData(
        """{ "$map": { "input": "$a", "in": { "$multiply": ["$$this", 2] } } }""", "[2, 4, 6]",
        """{ "a": [1, 2, 3] }""")]
    [InlineData("""{ "$map": { "input": [], "in": "$$this" } }""", "[]")]
    [InlineData("""{ "$map": { "input": null, "in": 1 } }""", "null")]
    [InlineData("""{ "$map": { "as": "x", "in": 1, "input": [1, 2] } }""", "[1, 1]")]
    [InlineData(
        """{ "$map": { "input": "$a", "as": "x", "in": ["$$x"] } }""", "null",
        """{ "a": { "$undefined": true } }""")]
    [InlineData(
        """{ "$map": { "input": "$a", "as": "x", "in": ["$$x"] } }""", "[[1], [2], [3]]",
        """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$map": [] }""", 16878)]
    [InlineData("""{ "$map": { "input": [1], "as": "x", "in": "$$y" } }""", 17276)]
    [InlineData("""{ "$map": { "input": 5, "in": 1 } }""", 16883)]
    [InlineData("""{ "$map": { "input": "$a", "as": "x", "in": ["$$x"] } }""", 16883, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
