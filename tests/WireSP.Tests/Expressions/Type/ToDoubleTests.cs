using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToDoubleTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toDouble": ["$a"] }""", "1.0", """{ "a": 1 }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "null")]
    [InlineData("""{ "$toDouble": null }""", "null")]
    [InlineData("""{ "$toDouble": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "1.0", """{ "a": true }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "12.0", """{ "a": "12" }""")]
    [InlineData("""{ "$toDouble": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": "NaN" }""")]
    [InlineData("""{ "$toDouble": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": "nan" }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "-15000000000.0", """{ "a": "-1.5e10" }""")]
    [InlineData("""{ "$toDouble": { "$numberDouble": "NaN" } }""", """{ "$numberDouble": "NaN" }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "-3.0", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$toDouble": "$a" }""", "-0.0", """{ "a": { "$numberDecimal": "-0" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toDouble": [[1]] }""", 241)]
    [InlineData("""{ "$toDouble": "$a" }""", 241, """{ "a": [] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
