using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class GteTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$gte": ["$missing", null] }""", "false")]
    [InlineData("""{ "$gte": ["$a", "$b"] }""", "true", """{ "a": true, "b": false }""")]
    [InlineData("""{ "$gte": ["$a", "$b"] }""", "true", """{ "a": "abc", "b": "ABC" }""")]
    [InlineData("""{ "$gte": ["$a", "$b"] }""", "true", """{ "b": { "$undefined": true } }""")]
    [InlineData(
        """{ "$gte": ["$a", "$b"] }""", "false",
        """{ "a": { "$numberLong": "9007199254740993" }, "b": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$gte": ["$a", "$b"] }""", "false",
        """{ "a": { "$date": { "$numberLong": "0" } }, "b": { "$timestamp": { "t": 1580000000, "i": 7 } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$gte": 5 }""", 16020)]
    [InlineData("""{ "$gte": [1] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
