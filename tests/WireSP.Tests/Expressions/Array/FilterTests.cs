using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FilterTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$filter": { "input": "$a", "as": "n", "cond": { "$eq": ["$$n", "$k"] } } }""", "[2]",
        """{ "a": [1, 2], "k": 2 }""")]
    [InlineData("""{ "$filter": { "input": [1], "cond": "$a" } }""", "[]")]
    [InlineData("""{ "$filter": { "input": [1], "cond": "$a" } }""", "[]", """{ "a": null }""")]
    [InlineData("""{ "$filter": { "input": [1], "cond": "$a" } }""", "[1]", """{ "a": true }""")]
    [InlineData("""{ "$filter": { "input": [1], "cond": "$a" } }""", "[1]", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$filter": { "input": [1], "cond": "$a" } }""", "[]", """{ "a": { "$undefined": true } }""")]
    [InlineData(
        """{ "$filter": { "input": "$a", "as": "x", "cond": { "$gt": ["$$x", 1] } } }""", "null",
        """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData(
        """{ "$filter": { "input": "$a", "as": "n", "cond": { "$eq": ["$$this", "$k"] } } }""", 17276,
        """{ "a": [1, 2], "k": 2 }""")]
    [InlineData("""{ "$filter": [] }""", 28646)]
    [InlineData("""{ "$filter": {} }""", 28648)]
    [InlineData("""{ "$filter": 5 }""", 28646)]
    [InlineData("""{ "$filter": { "input": null, "cond": "$$bad" } }""", 17276)]
    [InlineData(
        """{ "$filter": { "input": "$a", "as": "x", "cond": { "$gt": ["$$x", 1] } } }""", 28651,
        """{ "a": true }""")]
    [InlineData(
        """{ "$filter": { "input": "$a", "as": "x", "cond": { "$gt": ["$$x", 1] } } }""", 28651,
        """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
