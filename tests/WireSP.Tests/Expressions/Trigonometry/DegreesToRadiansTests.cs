using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DegreesToRadiansTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$degreesToRadians": "$a" }""", "null")]
    [InlineData("""{ "$degreesToRadians": null }""", "null")]
    [InlineData("""{ "$degreesToRadians": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$degreesToRadians": "$a" }""", "0.0", """{ "a": 0 }""")]
    [InlineData(
        """{ "$degreesToRadians": "$a" }""", """{ "$numberDouble": "0.017453292519943295" }""",
        """{ "a": 1 }""")]
    [InlineData("""{ "$degreesToRadians": "$a" }""", "0.0", """{ "a": 0.0 }""")]
    [InlineData(
        """{ "$degreesToRadians": "$a" }""", """{ "$numberDouble": "0.026179938779914945" }""",
        """{ "a": 1.5 }""")]
    [InlineData(
        """{ "$degreesToRadians": "$a" }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$degreesToRadians": "$a" }""", """{ "$numberDouble": "-Infinity" }""",
        """{ "a": { "$numberDouble": "-Infinity" } }""")]
    [InlineData(
        """{ "$degreesToRadians": "$a" }""", """{ "$numberDecimal": "-Infinity" }""",
        """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$degreesToRadians": [] }""", 16020)]
    [InlineData("""{ "$degreesToRadians": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$degreesToRadians": { "$literal": "abc" } }""", 28765)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
