using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LteTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "true", """{ "b": { "$undefined": true } }""")]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "true", """{ "a": "abc", "b": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "false", """{ "a": true, "b": 1 }""")]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "false", """{ "a": null, "b": { "$undefined": true } }""")]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "false", """{ "a": { "$maxKey": 1 }, "b": { "$minKey": 1 } }""")]
    [InlineData("""{ "$lte": ["$a", "$b"] }""", "true", """{ "a": 0, "b": -0.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$lte": [] }""", 16020)]
    [InlineData("""{ "$lte": 5 }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
