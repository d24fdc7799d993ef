using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ExpTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$exp": ["$a"] }""", "2.718281828459045", """{ "a": 1 }""")]
    [InlineData("""{ "$exp": null }""", "null")]
    [InlineData("""{ "$exp": "$a" }""", "1.0", """{ "a": 0 }""")]
    [InlineData("""{ "$exp": "$a" }""", "2.718281828459045", """{ "a": 1 }""")]
    [InlineData("""{ "$exp": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$exp": "$a" }""", """{ "$numberDecimal": "1" }""", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$exp": "$a" }""", """{ "$numberDecimal": "1" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData(
        """{ "$exp": "$a" }""", """{ "$numberDecimal": "4.481689070338064822602055460119276" }""",
        """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData("""{ "$exp": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$exp": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberLong": "4294967296" } }""")]
    [InlineData(
        """{ "$exp": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData(
        """{ "$exp": "$a" }""", """{ "$numberDecimal": "Infinity" }""",
        """{ "a": { "$numberDecimal": "1E+6000" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$exp": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$exp": "$a" }""", 28765, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
