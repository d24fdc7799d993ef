using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DivideTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$divide": ["$a", { "$numberLong": "5" }] }""", "2.0", """{ "a": { "$numberLong": "10" } }""")]
    [InlineData(
        """{ "$divide": ["$a", 3] }""", """{ "$numberDecimal": "3.333333333333333333333333333333333" }""",
        """{ "a": { "$numberDecimal": "10" } }""")]
    [InlineData("""{ "$divide": ["$a", 3] }""", "0.3333333333333333", """{ "a": 1.0 }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDouble": "-0.35714285714285715" }""",
        """{ "a": -2.5, "b": 7 }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": 7, "b": { "$numberDecimal": "NaN" } }""")]
    [InlineData("""{ "$divide": ["$a", "$b"] }""", "-2.0", """{ "a": { "$numberLong": "-3" }, "b": 1.5 }""")]
    [InlineData("""{ "$divide": ["$a", "$b"] }""", "2147483647.0", """{ "a": 2147483647, "b": 1 }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDecimal": "1.00000000000000" }""",
        """{ "a": 0.1, "b": { "$numberDecimal": "0.1" } }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDouble": "9223372036854775808.0" }""",
        """{ "a": { "$numberLong": "9223372036854775807" }, "b": 1 }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDecimal": "1" }""",
        """{ "a": { "$numberDecimal": "1E+6000" }, "b": { "$numberDecimal": "1E+6000" } }""")]
    [InlineData(
        """{ "$divide": ["$a", "$b"] }""", """{ "$numberDouble": "9223372036854775808.0" }""",
        """{ "a": { "$numberLong": "-9223372036854775808" }, "b": -1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$divide": [] }""", 16020)]
    [InlineData("""{ "$divide": [1, 2, 3] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
