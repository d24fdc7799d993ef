using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class EqTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$eq": ["$missing", null] }""", "false")]
    [InlineData("""{ "$eq": ["$a", "$b"] }""", "false", """{ "b": null }""")]
    [InlineData("""{ "$eq": ["$a", "$b"] }""", "false", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$eq": ["$a", "$b"] }""", "true", """{ "b": { "$undefined": true } }""")]
    [InlineData("""{ "$eq": [1, { "$numberLong": "1" }] }""", "true")]
    [InlineData("""{ "$eq": ["$a", "$b"] }""", "true", """{ "a": { "$numberDecimal": "-0" }, "b": 0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$eq": "$a" }""", 16020, """{ "a": 1 }""")]
    [InlineData("""{ "$eq": 5 }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
