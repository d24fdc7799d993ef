using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IsoDayOfWeekTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$isoDayOfWeek": { "$date": { "$numberLong": "1588748889010" } } }""", "3")]
    [InlineData("""{ "$isoDayOfWeek": { "date": { "$date": { "$numberLong": "1588748889010" } } } }""", "3")]
    [InlineData("""{ "$isoDayOfWeek": "$a" }""", "1", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData(
        """{ "$isoDayOfWeek": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$isoDayOfWeek": "$a" }""", "null")]
    [InlineData("""{ "$isoDayOfWeek": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$isoDayOfWeek": "$a" }""", 16006, """{ "a": "abc" }""")]
    [InlineData("""{ "$isoDayOfWeek": "$a" }""", 16006, """{ "a": "2020-01-02" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
