using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToDecimalTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toDecimal": ["$a"] }""", """{ "$numberDecimal": "1" }""", """{ "a": 1 }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", "null")]
    [InlineData("""{ "$toDecimal": null }""", "null")]
    [InlineData("""{ "$toDecimal": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "2" }""", """{ "a": "+2" }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "0.5" }""", """{ "a": ".5" }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": "NaN" }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "-Infinity" }""", """{ "a": "-inf" }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "Infinity" }""", """{ "a": "Infinity" }""")]
    [InlineData("""{ "$toDecimal": { "$numberDouble": "NaN" } }""", """{ "$numberDecimal": "NaN" }""")]
    [InlineData("""{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "-3" }""", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$toDecimal": "$a" }""", """{ "$numberDecimal": "-0" }""",
        """{ "a": { "$numberDecimal": "-0" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toDecimal": [[1]] }""", 241)]
    [InlineData("""{ "$toDecimal": "$a" }""", 241, """{ "a": [] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
