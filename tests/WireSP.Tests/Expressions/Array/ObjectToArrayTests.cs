using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ObjectToArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$objectToArray": "$a" }""", "[]", """{ "a": {} }""")]
    [InlineData("""{ "$objectToArray": "$a" }""", """[{ "k": "b", "v": null }]""", """{ "a": { "b": null } }""")]
    [InlineData(
        """{ "$objectToArray": { "x": "$a", "y": "$missing" } }""", """[{ "k": "x", "v": 5 }]""",
        """{ "a": 5 }""")]
    [InlineData("""{ "$objectToArray": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$objectToArray": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$objectToArray": "$a" }""", 40390, """{ "a": [{ "b": 1 }, { "b": { "c": 2 } }] }""")]
    [InlineData("""{ "$objectToArray": [] }""", 16020)]
    [InlineData("""{ "$objectToArray": [1, 2] }""", 16020)]
    [InlineData("""{ "$objectToArray": "$a" }""", 40390, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
