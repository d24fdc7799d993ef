using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MergeObjectsTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$mergeObjects": [null, null] }""", "{}")]
    [InlineData(
        """{ "$mergeObjects": ["$a", "$b"] }""", """{ "x": { "q": 2 } }""",
        """{ "a": { "x": { "p": 1 } }, "b": { "x": { "q": 2 } } }""")]
    [InlineData(
        """{ "$mergeObjects": ["$a", "$b"] }""", """{ "x": 6, "y": 5, "z": 7 }""",
        """{ "a": { "x": 1, "y": 2 }, "b": { "y": 5, "x": 6, "z": 7 } }""")]
    [InlineData("""{ "$mergeObjects": "$a" }""", "{}")]
    [InlineData("""{ "$mergeObjects": "$a" }""", "{}", """{ "a": null }""")]
    [InlineData("""{ "$mergeObjects": [{ "x": 1 }, "$a"] }""", """{ "x": 1 }""")]
    [InlineData("""{ "$mergeObjects": "$a" }""", """{ "a": 1 }""", """{ "a": { "a": 1 } }""")]
    [InlineData("""{ "$mergeObjects": [{ "x": 1 }, "$a"] }""", """{ "x": 1 }""", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$mergeObjects": "$a" }""", 40400, """{ "a": [{ "x": 1 }, 5] }""")]
    [InlineData("""{ "$mergeObjects": "x" }""", 40400)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
