using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SinhTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sinh": null }""", "null")]
    [InlineData("""{ "$sinh": { "$numberDouble": "Infinity" } }""", """{ "$numberDouble": "Infinity" }""")]
    [InlineData("""{ "$sinh": "$a" }""", "0.0", """{ "a": 0 }""")]
    [InlineData("""{ "$sinh": "$a" }""", "-1.1752011936438014", """{ "a": -1 }""")]
    [InlineData("""{ "$sinh": "$a" }""", "0.0", """{ "a": 0.0 }""")]
    [InlineData("""{ "$sinh": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$sinh": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$sinh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$sinh": "$a" }""", """{ "$numberDecimal": "-Infinity" }""",
        """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    [InlineData(
        """{ "$sinh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$sinh": [1, 2] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
