using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToLongTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toLong": ["$a"] }""", """{ "$numberLong": "1" }""", """{ "a": 1 }""")]
    [InlineData("""{ "$toLong": "$a" }""", "null")]
    [InlineData("""{ "$toLong": null }""", "null")]
    [InlineData("""{ "$toLong": "$a" }""", """{ "$numberLong": "1" }""", """{ "a": true }""")]
    [InlineData("""{ "$toLong": "$a" }""", """{ "$numberLong": "0" }""", """{ "a": false }""")]
    [InlineData("""{ "$toLong": "$a" }""", """{ "$numberLong": "-1" }""", """{ "a": -1 }""")]
    [InlineData("""{ "$toLong": "$a" }""", """{ "$numberLong": "-2" }""", """{ "a": { "$numberDecimal": "-2.50" } }""")]
    [InlineData(
        """{ "$toLong": "$a" }""", """{ "$numberLong": "-9223372036854775808" }""",
        """{ "a": { "$numberLong": "-9223372036854775808" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toLong": [[1]] }""", 241)]
    [InlineData("""{ "$toLong": "$a" }""", 241, """{ "a": "" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
