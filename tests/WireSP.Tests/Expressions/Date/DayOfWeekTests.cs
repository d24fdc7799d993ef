using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DayOfWeekTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dayOfWeek": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$dayOfWeek": { "date": { "$date": { "$numberLong": "1588748889010" } } } }""", "4")]
    [InlineData("""{ "$dayOfWeek": "$a" }""", "2", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData("""{ "$dayOfWeek": "$a" }""", "7", """{ "a": { "$date": { "$numberLong": "253402300800000" } } }""")]
    [InlineData("""{ "$dayOfWeek": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$dayOfWeek": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dayOfWeek": "$a" }""", 16006, """{ "a": true }""")]
    [InlineData("""{ "$dayOfWeek": "$a" }""", 16006, """{ "a": { "$maxKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
