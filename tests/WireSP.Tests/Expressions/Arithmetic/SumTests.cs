using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SumTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sum": "$a" }""", "0", """{ "a": [] }""")]
    [InlineData("""{ "$sum": "$a" }""", "0", """{ "a": {} }""")]
    [InlineData("""{ "$sum": "$a" }""", "0", """{ "a": null }""")]
    [InlineData("""{ "$sum": "$a" }""", "-1", """{ "a": -1 }""")]
    [InlineData("""{ "$sum": "$a" }""", """{ "$numberDecimal": "0" }""", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$sum": "$a" }""", """{ "$numberDecimal": "3" }""", """{ "a": { "$numberDecimal": "3" } }""")]
    [InlineData("""{ "$sum": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$sum": "$a" }""", """{ "$numberDecimal": "-2.50" }""",
        """{ "a": { "$numberDecimal": "-2.50" } }""")]
    [InlineData(
        """{ "$sum": "$a" }""", """{ "$numberDecimal": "1E-6176" }""",
        """{ "a": { "$numberDecimal": "1E-6176" } }""")]
    [InlineData(
        """{ "$sum": "$a" }""", """{ "$numberDecimal": "-Infinity" }""",
        """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    [InlineData(
        """{ "$sum": "$a" }""", """{ "$numberLong": "9007199254740993" }""",
        """{ "a": { "$numberLong": "9007199254740993" } }""")]
    [InlineData(
        """{ "$sum": "$a" }""", """{ "$numberLong": "9223372036854775807" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
