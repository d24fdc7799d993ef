using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RadiansToDegreesTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", "null")]
    [InlineData("""{ "$radiansToDegrees": 7 }""", "401.07045659157626")]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", "-57.29577951308232", """{ "a": -1 }""")]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", "286.4788975654116", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", "85.94366926962348", """{ "a": 1.5 }""")]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", "-143.2394487827058", """{ "a": -2.5 }""")]
    [InlineData(
        """{ "$radiansToDegrees": "$a" }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$radiansToDegrees": "$a" }""", """{ "$numberDouble": "5.729577951308233e+301" }""",
        """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$radiansToDegrees": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData(
        """{ "$radiansToDegrees": "$a" }""", """{ "$numberDecimal": "Infinity" }""",
        """{ "a": { "$numberDecimal": "Infinity" } }""")]
    [InlineData(
        """{ "$radiansToDegrees": "$a" }""", """{ "$numberDecimal": "-Infinity" }""",
        """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$radiansToDegrees": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$radiansToDegrees": { "$literal": "abc" } }""", 28765)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
