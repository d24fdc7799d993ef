using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MillisecondTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$millisecond": { "$date": { "$numberLong": "1588748889010" } } }""", "10")]
    [InlineData("""{ "$millisecond": ["$a"] }""", "0", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$millisecond": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$millisecond": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$millisecond": "$a" }""", "null")]
    [InlineData("""{ "$millisecond": "$a" }""", "999", """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$millisecond": "$a" }""", 16006, """{ "a": true }""")]
    [InlineData("""{ "$millisecond": "$a" }""", 16006, """{ "a": { "$maxKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
