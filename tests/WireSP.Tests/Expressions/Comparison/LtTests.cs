using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LtTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$lt": ["$missing", null] }""", "true")]
    [InlineData("""{ "$lt": ["$a", "$b"] }""", "true", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$lt": ["$a", "$b"] }""", "false", """{ "b": { "$undefined": true } }""")]
    [InlineData("""{ "$lt": ["$a", "$b"] }""", "false", """{ "a": "abc", "b": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$lt": ["$a", "$b"] }""", "false", """{ "a": true, "b": 1 }""")]
    [InlineData(
        """{ "$lt": ["$a", "$b"] }""", "true",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDouble": "-Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$lt": [] }""", 16020)]
    [InlineData("""{ "$lt": 5 }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
