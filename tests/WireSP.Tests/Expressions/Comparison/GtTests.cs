using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class GtTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$gt": ["$missing", null] }""", "false")]
    [InlineData("""{ "$gt": ["$a", "$b"] }""", "false", """{ "b": null }""")]
    [InlineData("""{ "$gt": ["$a", "$b"] }""", "true", """{ "a": true, "b": false }""")]
    [InlineData("""{ "$gt": ["$a", "$b"] }""", "false", """{ "a": "abc", "b": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$gt": ["$a", "$b"] }""", "true", """{ "a": true, "b": 1 }""")]
    [InlineData("""{ "$gt": ["$a", "$b"] }""", "true", """{ "a": { "$maxKey": 1 }, "b": { "$minKey": 1 } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$gt": { "a": 1 } }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
