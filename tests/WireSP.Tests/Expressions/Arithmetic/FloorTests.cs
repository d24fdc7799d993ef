using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FloorTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$floor": ["$a"] }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$floor": "$a" }""", "null")]
    [InlineData("""{ "$floor": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberLong": "0" }""", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberLong": "5" }""", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberDecimal": "0" }""", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberDecimal": "3" }""", """{ "a": { "$numberDecimal": "3" } }""")]
    [InlineData("""{ "$floor": "$a" }""", "1.0", """{ "a": 1.5 }""")]
    [InlineData("""{ "$floor": "$a" }""", "0.0", """{ "a": 0.1 }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberDecimal": "-0" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData("""{ "$floor": "$a" }""", "-3.0", """{ "a": -2.5 }""")]
    [InlineData("""{ "$floor": "$a" }""", """{ "$numberDecimal": "1" }""", """{ "a": { "$numberDecimal": "1.5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$floor": [] }""", 16020)]
    [InlineData("""{ "$floor": true }""", 28765)]
    [InlineData("""{ "$floor": "$a" }""", 28765, """{ "a": "12" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
