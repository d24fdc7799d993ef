using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class NeTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$ne": ["$missing", null] }""", "true")]
    [InlineData("""{ "$ne": ["$a", "$b"] }""", "true", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$ne": ["$a", "$b"] }""", "true", """{ "a": "abc", "b": "ABC" }""")]
    [InlineData("""{ "$ne": ["$a", "$b"] }""", "false", """{ "b": { "$undefined": true } }""")]
    [InlineData("""{ "$ne": [1, { "$numberLong": "1" }] }""", "false")]
    [InlineData("""{ "$ne": ["$a", "$b"] }""", "false", """{ "a": { "$numberDecimal": "-0" }, "b": 0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$ne": [] }""", 16020)]
    [InlineData("""{ "$ne": "$a" }""", 16020, """{ "a": 1 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
