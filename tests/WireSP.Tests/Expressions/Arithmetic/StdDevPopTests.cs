using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class StdDevPopTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$stdDevPop": [] }""", "null")]
    [InlineData("""{ "$stdDevPop": "x" }""", "null")]
    [InlineData("""{ "$stdDevPop": "$a" }""", "null")]
    [InlineData("""{ "$stdDevPop": "$a" }""", "0.0", """{ "a": 7 }""")]
    [InlineData("""{ "$stdDevPop": "$a" }""", "0.0", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$stdDevPop": "$a" }""", "0.0", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$stdDevPop": "$a" }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData(
        """{ "$stdDevPop": "$a" }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$stdDevPop": "$a" }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "-Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
