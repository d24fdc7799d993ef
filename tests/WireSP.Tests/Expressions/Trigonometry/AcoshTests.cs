using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AcoshTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$acosh": null }""", "null")]
    [InlineData("""{ "$acosh": "$a" }""", "2.2924316695611777", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData(
        """{ "$acosh": "$a" }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$acosh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$acosh": [] }""", 16020)]
    [InlineData("""{ "$acosh": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$acosh": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$acosh": "$a" }""", 50989, """{ "a": 0 }""")]
    [InlineData("""{ "$acosh": "$a" }""", 50989, """{ "a": { "$numberDecimal": "0" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
