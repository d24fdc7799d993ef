using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TruncTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$trunc": ["$a", -1] }""", "20", """{ "a": 25 }""")]
    [InlineData("""{ "$trunc": ["$a", { "$numberLong": "-1" }] }""", "0", """{ "a": 7 }""")]
    [InlineData("""{ "$trunc": ["$a", -3] }""", "2000", """{ "a": 2500 }""")]
    [InlineData("""{ "$trunc": ["$a", 0] }""", "-2.0", """{ "a": -2.5 }""")]
    [InlineData(
        """{ "$trunc": ["$a", 0] }""", """{ "$numberDecimal": "2" }""",
        """{ "a": { "$numberDecimal": "2.5" } }""")]
    [InlineData(
        """{ "$trunc": ["$a", 0] }""", """{ "$numberDecimal": "-0" }""",
        """{ "a": { "$numberDecimal": "-0.5" } }""")]
    [InlineData(
        """{ "$trunc": ["$a", 0] }""", """{ "$numberDecimal": "-2" }""",
        """{ "a": { "$numberDecimal": "-2.5" } }""")]
    [InlineData(
        """{ "$trunc": ["$a", 5] }""", """{ "$numberDouble": "1e+300" }""",
        """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$trunc": ["$a", 2] }""", """{ "$numberDecimal": "1.000000000000000000000000000000000E+6000" }""",
        """{ "a": { "$numberDecimal": "1E+6000" } }""")]
    [InlineData("""{ "$trunc": ["$a", -1] }""", "-2147483640", """{ "a": -2147483648 }""")]
    [InlineData(
        """{ "$trunc": ["$a", -19] }""", """{ "$numberLong": "0" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    [InlineData(
        """{ "$trunc": ["$a", -20] }""", """{ "$numberLong": "0" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$trunc": [1234.5678, "$a"] }""", 16004, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$trunc": [1234.5678, "$a"] }""", 31109, """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$trunc": [1234.5678, "$a"] }""", 16004, """{ "a": { "a": 1 } }""")]
    [InlineData("""{ "$trunc": [1234.5678, "$a"] }""", 31109, """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$trunc": [] }""", 28667)]
    [InlineData("""{ "$trunc": ["x", 1] }""", 51081)]
    [InlineData("""{ "$trunc": [1.5, 101] }""", 51083)]
    [InlineData("""{ "$trunc": [1, 2, 3] }""", 28667)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
