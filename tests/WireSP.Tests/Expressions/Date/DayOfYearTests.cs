using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DayOfYearTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dayOfYear": ["$a"] }""", "1", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$dayOfYear": { "date": { "$date": { "$numberLong": "1588748889010" } } } }""", "127")]
    [InlineData("""{ "$dayOfYear": "$a" }""", "365", """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData(
        """{ "$dayOfYear": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$dayOfYear": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$dayOfYear": "$a" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dayOfYear": "$a" }""", 16006, """{ "a": [] }""")]
    [InlineData("""{ "$dayOfYear": "$a" }""", 16006, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
