using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DayOfMonthTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dayOfMonth": ["$a"] }""", "1", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$dayOfMonth": { "date": { "$date": { "$numberLong": "1588748889010" } } } }""", "6")]
    [InlineData(
        """{ "$dayOfMonth": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$dayOfMonth": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$dayOfMonth": "$a" }""", "31", """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dayOfMonth": "$a" }""", 16006, """{ "a": [] }""")]
    [InlineData("""{ "$dayOfMonth": "$a" }""", 16006, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
