using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AvgTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$avg": ["$a", "$b"] }""", "null")]
    [InlineData("""{ "$avg": "$a" }""", "null", """{ "a": [] }""")]
    [InlineData("""{ "$avg": "$a" }""", "null", """{ "a": {} }""")]
    [InlineData("""{ "$avg": "$a" }""", "-3.0", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$avg": "$a" }""", """{ "$numberDecimal": "3" }""", """{ "a": { "$numberDecimal": "3" } }""")]
    [InlineData("""{ "$avg": "$a" }""", "0.1", """{ "a": 0.1 }""")]
    [InlineData("""{ "$avg": "$a" }""", "3.0", """{ "a": 3.0 }""")]
    [InlineData("""{ "$avg": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$avg": "$a" }""", """{ "$numberDecimal": "0" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData("""{ "$avg": "$a" }""", "0.0", """{ "a": -0.0 }""")]
    [InlineData("""{ "$avg": "$a" }""", """{ "$numberDecimal": "1.5" }""", """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$avg": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
