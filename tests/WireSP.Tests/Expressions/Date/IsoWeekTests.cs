using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IsoWeekTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$isoWeek": ["$a"] }""", "1", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$isoWeek": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$isoWeek": { "date": { "$date": { "$numberLong": "1588748889010" } } } }""", "19")]
    [InlineData("""{ "$isoWeek": "$a" }""", "1", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData(
        """{ "$isoWeek": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$isoWeek": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$isoWeek": "$a" }""", 16006, """{ "a": [] }""")]
    [InlineData("""{ "$isoWeek": "$a" }""", 16006, """{ "a": "2020-01-02" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
