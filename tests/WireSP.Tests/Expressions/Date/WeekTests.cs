using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class WeekTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$week": ["$a"] }""", "0", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$week": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData(
        """{ "$week": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$week": "$a" }""", "null")]
    [InlineData("""{ "$week": "$a" }""", "0", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$week": "$a" }""", "52", """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$week": "$a" }""", 16006, """{ "a": "abc" }""")]
    [InlineData("""{ "$week": "$a" }""", 16006, """{ "a": "2020-01-02" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
