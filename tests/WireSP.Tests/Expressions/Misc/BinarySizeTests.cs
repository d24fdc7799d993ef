using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BinarySizeTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$binarySize": "$a" }""", "null")]
    [InlineData("""{ "$binarySize": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$binarySize": "$a" }""", "2", """{ "a": "12" }""")]
    [InlineData("""{ "$binarySize": "$a" }""", "3", """{ "a": "abc" }""")]
    [InlineData("""{ "$binarySize": "$a" }""", "3", """{ "a": "1.5" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$binarySize": {} }""", 51276)]
    [InlineData("""{ "$binarySize": 5 }""", 51276)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
