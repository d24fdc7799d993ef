using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BitOrTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$bitOr": [] }""", "0")]
    [InlineData("""{ "$bitOr": [null, "x"] }""", "null")]
    [InlineData("""{ "$bitOr": [1, 2, 4] }""", "7")]
    [InlineData("""{ "$bitOr": ["$a", "$b"] }""", "null", """{ "b": null }""")]
    [InlineData("""{ "$bitOr": ["$a", "$b"] }""", "null", """{ "b": 7 }""")]
    [InlineData("""{ "$bitOr": ["$a", "$b"] }""", "7", """{ "a": 7, "b": 7 }""")]
    [InlineData(
        """{ "$bitOr": ["$a", "$b"] }""", """{ "$numberLong": "7" }""",
        """{ "a": { "$numberLong": "5" }, "b": 7 }""")]
    [InlineData(
        """{ "$bitOr": ["$a", "$b"] }""", """{ "$numberLong": "-3" }""",
        """{ "a": { "$numberLong": "5" }, "b": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$bitOr": ["$a", "$b"] }""", "-2147483641", """{ "a": -2147483648, "b": 7 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
