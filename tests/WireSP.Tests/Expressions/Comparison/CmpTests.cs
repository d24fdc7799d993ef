using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CmpTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$cmp": ["$missing", null] }""", "-1")]
    [InlineData("""{ "$cmp": ["$a", "$b"] }""", "-1", """{ "b": null }""")]
    [InlineData("""{ "$cmp": ["$a", "$b"] }""", "1", """{ "a": "abc", "b": "ABC" }""")]
    [InlineData("""{ "$cmp": ["$a", "$b"] }""", "0", """{ "a": "abc", "b": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$cmp": ["$a", "$b"] }""", "1", """{ "a": true, "b": 1 }""")]
    [InlineData(
        """{ "$cmp": ["$a", "$b"] }""", "-1",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDouble": "-Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$cmp": 5 }""", 16020)]
    [InlineData("""{ "$cmp": [1] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
