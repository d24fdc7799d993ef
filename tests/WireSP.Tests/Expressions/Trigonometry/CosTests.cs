using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CosTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$cos": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$cos": 7 }""", "0.7539022543433046")]
    [InlineData("""{ "$cos": "$a" }""", "1.0", """{ "a": 0 }""")]
    [InlineData("""{ "$cos": "$a" }""", "0.0707372016677029", """{ "a": 1.5 }""")]
    [InlineData("""{ "$cos": "$a" }""", "-0.8011436155469337", """{ "a": -2.5 }""")]
    [InlineData("""{ "$cos": "$a" }""", "-0.5753861119575491", """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$cos": "$a" }""", """{ "$numberDouble": "0.011800076512800236" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$cos": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$cos": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$cos": "$a" }""", 50989, """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$cos": "$a" }""", 50989, """{ "a": { "$numberDecimal": "-Infinity" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
