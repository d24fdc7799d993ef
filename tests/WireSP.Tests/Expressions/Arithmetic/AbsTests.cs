using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AbsTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$abs": ["$a"] }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$abs": "$a" }""", "null")]
    [InlineData("""{ "$abs": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$abs": { "$numberDouble": "NaN" } }""", """{ "$numberDouble": "NaN" }""")]
    [InlineData("""{ "$abs": "$a" }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$abs": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$abs": "$a" }""", """{ "$numberLong": "0" }""", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$abs": "$a" }""", """{ "$numberLong": "3" }""", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$abs": "$a" }""", "3.0", """{ "a": 3.0 }""")]
    [InlineData("""{ "$abs": "$a" }""", """{ "$numberDecimal": "0" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData("""{ "$abs": "$a" }""", """{ "$numberDecimal": "1.5" }""", """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData("""{ "$abs": "$a" }""", """{ "$numberDecimal": "0.1" }""", """{ "a": { "$numberDecimal": "0.1" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$abs": [] }""", 16020)]
    [InlineData("""{ "$abs": [[1]] }""", 28765)]
    [InlineData("""{ "$abs": { "x": 1 } }""", 28765)]
    [InlineData("""{ "$abs": { "$numberLong": "-9223372036854775808" } }""", 28680)]
    [InlineData("""{ "$abs": "$a" }""", 28680, """{ "a": { "$numberLong": "-9223372036854775808" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
