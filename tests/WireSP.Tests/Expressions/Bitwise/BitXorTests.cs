using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BitXorTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$bitXor": [] }""", "0")]
    [InlineData("""{ "$bitXor": [1] }""", "1")]
    [InlineData("""{ "$bitXor": ["$a", "$b"] }""", "null", """{ "b": null }""")]
    [InlineData("""{ "$bitXor": ["$a", "$b"] }""", "null", """{ "a": null, "b": null }""")]
    [InlineData("""{ "$bitXor": ["$a", "$b"] }""", "null", """{ "b": 7 }""")]
    [InlineData(
        """{ "$bitXor": ["$a", "$b"] }""", """{ "$numberLong": "-6" }""",
        """{ "a": 7, "b": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$bitXor": ["$a", "$b"] }""", """{ "$numberLong": "2" }""",
        """{ "a": -1, "b": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$bitXor": ["$a", "$b"] }""", """{ "$numberLong": "2147483645" }""",
        """{ "a": -2147483648, "b": { "$numberLong": "-3" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
