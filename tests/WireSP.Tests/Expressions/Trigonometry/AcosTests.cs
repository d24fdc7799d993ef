using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AcosTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$acos": "$a" }""", "null")]
    [InlineData("""{ "$acos": null }""", "null")]
    [InlineData("""{ "$acos": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$acos": "$a" }""", "1.5707963267948966", """{ "a": 0 }""")]
    [InlineData("""{ "$acos": "$a" }""", "0.0", """{ "a": 1 }""")]
    [InlineData("""{ "$acos": "$a" }""", "1.5707963267948966", """{ "a": 0.0 }""")]
    [InlineData("""{ "$acos": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$acos": [1, 2] }""", 16020)]
    [InlineData("""{ "$acos": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$acos": 7 }""", 50989)]
    [InlineData("""{ "$acos": { "$literal": "abc" } }""", 28765)]
    [InlineData("""{ "$acos": "$a" }""", 50989, """{ "a": 7 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
