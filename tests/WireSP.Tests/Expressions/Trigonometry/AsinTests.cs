using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AsinTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$asin": "$a" }""", "null")]
    [InlineData("""{ "$asin": "$a" }""", "0.1001674211615598", """{ "a": 0.1 }""")]
    [InlineData("""{ "$asin": "$a" }""", "-0.0", """{ "a": -0.0 }""")]
    [InlineData("""{ "$asin": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": { "$numberDecimal": "NaN" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$asin": [] }""", 16020)]
    [InlineData("""{ "$asin": [1, 2] }""", 16020)]
    [InlineData("""{ "$asin": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$asin": 7 }""", 50989)]
    [InlineData("""{ "$asin": "$a" }""", 50989, """{ "a": 7 }""")]
    [InlineData("""{ "$asin": "$a" }""", 28765, """{ "a": [1, 2, 3] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
