using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LnTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$ln": ["$a"] }""", "0.0", """{ "a": 1 }""")]
    [InlineData("""{ "$ln": null }""", "null")]
    [InlineData("""{ "$ln": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$ln": { "$numberDouble": "Infinity" } }""", """{ "$numberDouble": "Infinity" }""")]
    [InlineData("""{ "$ln": "$a" }""", "0.0", """{ "a": 1 }""")]
    [InlineData("""{ "$ln": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$ln": "$a" }""", "1.6094379124341003", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$ln": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData(
        """{ "$ln": "$a" }""", """{ "$numberDecimal": "0.4054651081081643819780131154643491" }""",
        """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$ln": "$a" }""", """{ "$numberDecimal": "-2.302585092994045684017991454684364" }""",
        """{ "a": { "$numberDecimal": "0.1" } }""")]
    [InlineData(
        """{ "$ln": "$a" }""", """{ "$numberDecimal": "13815.51055796427410410794872810618" }""",
        """{ "a": { "$numberDecimal": "1E+6000" } }""")]
    [InlineData(
        """{ "$ln": "$a" }""", """{ "$numberDecimal": "-14220.76553433122614449511522413063" }""",
        """{ "a": { "$numberDecimal": "1E-6176" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$ln": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$ln": { "$literal": "abc" } }""", 28765)]
    [InlineData("""{ "$ln": { "$numberDecimal": "-2.50" } }""", 28766)]
    [InlineData("""{ "$ln": "$a" }""", 28766, """{ "a": 0 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
