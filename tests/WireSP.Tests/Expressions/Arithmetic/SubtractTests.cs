using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SubtractTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "7", """{ "a": 7, "b": 0 }""")]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "0", """{ "a": 0, "b": 0 }""")]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "-8", """{ "a": -1, "b": 7 }""")]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "-4.0", """{ "a": 3.0, "b": 7 }""")]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "2147483646", """{ "a": 2147483647, "b": 1 }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" }, "b": 0 }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberDouble": "-Infinity" }""",
        """{ "a": 7, "b": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$subtract": ["$a", "$b"] }""", "-2147483647", """{ "a": -2147483648, "b": -1 }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberDecimal": "-5.50" }""",
        """{ "a": { "$numberDecimal": "-2.50" }, "b": { "$numberDecimal": "3" } }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberLong": "-2147483645" }""",
        """{ "a": -2147483648, "b": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$subtract": ["$a", "$b"] }""", """{ "$numberLong": "9223372036854775806" }""",
        """{ "a": { "$numberLong": "9223372036854775807" }, "b": 1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$subtract": "$a" }""", 16020, """{ "a": 1 }""")]
    [InlineData("""{ "$subtract": 5 }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
