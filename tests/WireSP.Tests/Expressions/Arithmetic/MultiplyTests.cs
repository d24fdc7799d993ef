using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MultiplyTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "0", """{ "a": 7, "b": 0 }""")]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "-7", """{ "a": -1, "b": 7 }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberDecimal": "0" }""",
        """{ "a": 7, "b": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "0.0", """{ "a": 7, "b": 0.0 }""")]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "-17.5", """{ "a": -2.5, "b": 7 }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": 7, "b": { "$numberDecimal": "NaN" } }""")]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "-4.5", """{ "a": { "$numberLong": "-3" }, "b": 1.5 }""")]
    [InlineData("""{ "$multiply": ["$a", "$b"] }""", "2147483647", """{ "a": 2147483647, "b": 1 }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberLong": "10737418235" }""",
        """{ "a": 2147483647, "b": { "$numberLong": "5" } }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "Infinity" }, "b": 0 }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberDouble": "0.010000000000000002" }""",
        """{ "a": 0.1, "b": 0.1 }""")]
    [InlineData(
        """{ "$multiply": ["$a", "$b"] }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": 7, "b": { "$numberDouble": "Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
