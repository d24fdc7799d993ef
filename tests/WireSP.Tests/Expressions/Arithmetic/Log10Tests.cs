using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class Log10Tests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$log10": "$a" }""", "null")]
    [InlineData("""{ "$log10": null }""", "null")]
    [InlineData("""{ "$log10": "$a" }""", "0.17609125905568124", """{ "a": 1.5 }""")]
    [InlineData("""{ "$log10": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$log10": "$a" }""", "300.0", """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData("""{ "$log10": "$a" }""", "9.331929865381182", """{ "a": 2147483647 }""")]
    [InlineData(
        """{ "$log10": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData(
        """{ "$log10": "$a" }""", """{ "$numberDecimal": "-6176" }""",
        """{ "a": { "$numberDecimal": "1E-6176" } }""")]
    [InlineData(
        """{ "$log10": "$a" }""", """{ "$numberDecimal": "34" }""",
        """{ "a": { "$numberDecimal": "9999999999999999999999999999999999" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$log10": [] }""", 16020)]
    [InlineData("""{ "$log10": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$log10": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$log10": 0 }""", 28761)]
    [InlineData("""{ "$log10": "$a" }""", 28761, """{ "a": { "$numberLong": "0" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
