using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RoundTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$round": ["$a", 3] }""", "5", """{ "a": 5 }""")]
    [InlineData("""{ "$round": ["$a", -1] }""", "20", """{ "a": 25 }""")]
    [InlineData("""{ "$round": ["$a", { "$numberLong": "-1" }] }""", "10", """{ "a": 7 }""")]
    [InlineData(
        """{ "$round": ["$a", 2] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$round": ["$a", 0] }""", "-2.0", """{ "a": -1.5 }""")]
    [InlineData("""{ "$round": ["$a", 0] }""", "-2.0", """{ "a": -2.5 }""")]
    [InlineData(
        """{ "$round": ["$a", 0] }""", """{ "$numberDecimal": "0" }""",
        """{ "a": { "$numberDecimal": "0.5" } }""")]
    [InlineData(
        """{ "$round": ["$a", 0] }""", """{ "$numberDecimal": "2" }""",
        """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$round": ["$a", 2] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$round": ["$a", 0] }""", """{ "$numberDecimal": "-2" }""",
        """{ "a": { "$numberDecimal": "-2.5" } }""")]
    [InlineData(
        """{ "$round": ["$a", 2] }""", """{ "$numberDecimal": "2.34" }""",
        """{ "a": { "$numberDecimal": "2.345" } }""")]
    [InlineData("""{ "$round": ["$a", -1] }""", """{ "$numberLong": "2147483650" }""", """{ "a": 2147483647 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$round": ["$a", 101] }""", 51083, """{ "a": 123.456 }""")]
    [InlineData("""{ "$round": ["$a", -1] }""", 51080, """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    [InlineData("""{ "$round": [1234.5678, "$a"] }""", 16004, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$round": [1234.5678, "$a"] }""", 31109, """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$round": [1234.5678, "$a"] }""", 16004, """{ "a": { "a": 1 } }""")]
    [InlineData("""{ "$round": [1234.5678, "$a"] }""", 51083, """{ "a": 2147483647 }""")]
    [InlineData("""{ "$round": [1234.5678, "$a"] }""", 31109, """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$round": [] }""", 28667)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
