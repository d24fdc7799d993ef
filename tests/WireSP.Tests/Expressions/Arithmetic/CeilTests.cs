using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CeilTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$ceil": "$a" }""", "null")]
    [InlineData("""{ "$ceil": null }""", "null")]
    [InlineData("""{ "$ceil": -2147483648 }""", "-2147483648")]
    [InlineData("""{ "$ceil": "$a" }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$ceil": "$a" }""", "7", """{ "a": 7 }""")]
    [InlineData("""{ "$ceil": "$a" }""", """{ "$numberLong": "0" }""", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$ceil": "$a" }""", """{ "$numberLong": "5" }""", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$ceil": "$a" }""", """{ "$numberLong": "-3" }""", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$ceil": "$a" }""", """{ "$numberDecimal": "0" }""", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$ceil": "$a" }""", "0.0", """{ "a": 0.0 }""")]
    [InlineData("""{ "$ceil": "$a" }""", """{ "$numberDecimal": "-0" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData("""{ "$ceil": "$a" }""", "-2.0", """{ "a": -2.5 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$ceil": [] }""", 16020)]
    [InlineData("""{ "$ceil": [[1]] }""", 28765)]
    [InlineData("""{ "$ceil": [1, 2] }""", 16020)]
    [InlineData("""{ "$ceil": "$a" }""", 28765, """{ "a": {} }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
