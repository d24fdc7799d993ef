using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BitAndTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$bitAnd": [] }""", "-1")]
    [InlineData("""{ "$bitAnd": ["$a", "$b"] }""", "null", """{ "b": null }""")]
    [InlineData("""{ "$bitAnd": ["$a", "$b"] }""", "null", """{ "a": null, "b": null }""")]
    [InlineData("""{ "$bitAnd": ["$a", "$b"] }""", "null", """{ "b": 7 }""")]
    [InlineData(
        """{ "$bitAnd": ["$a", "$b"] }""", """{ "$numberLong": "5" }""",
        """{ "a": { "$numberLong": "5" }, "b": 7 }""")]
    [InlineData(
        """{ "$bitAnd": ["$a", "$b"] }""", """{ "$numberLong": "5" }""",
        """{ "a": 7, "b": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$bitAnd": ["$a", "$b"] }""", """{ "$numberLong": "5" }""",
        """{ "a": { "$numberLong": "5" }, "b": { "$numberLong": "-3" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
