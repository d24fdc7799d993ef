using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SigmoidTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sigmoid": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$sigmoid": "$a" }""", "0.5", """{ "a": 0 }""")]
    [InlineData("""{ "$sigmoid": "$a" }""", "0.9990889488055994", """{ "a": 7 }""")]
    [InlineData("""{ "$sigmoid": "$a" }""", "0.9933071490757153", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$sigmoid": { "input": "$a", "onNull": "none" } }""", "\"none\"")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
