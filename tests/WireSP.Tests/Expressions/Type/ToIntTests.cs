using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToIntTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toInt": "$a" }""", "null")]
    [InlineData("""{ "$toInt": null }""", "null")]
    [InlineData("""{ "$toInt": "$missing" }""", "null")]
    [InlineData("""{ "$toInt": "$a" }""", "12", """{ "a": "12" }""")]
    [InlineData("""{ "$toInt": "$a" }""", "5", """{ "a": "+5" }""")]
    [InlineData("""{ "$toInt": "$a" }""", "5", """{ "a": "005" }""")]
    [InlineData("""{ "$toInt": "$a" }""", "-3", """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData("""{ "$toInt": "$a" }""", "-2", """{ "a": -2.5 }""")]
    [InlineData("""{ "$toInt": "$a" }""", "-2", """{ "a": { "$numberDecimal": "-2.50" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toInt": [[1]] }""", 241)]
    [InlineData("""{ "$toInt": "$a" }""", 241, """{ "a": "" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
