using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MinuteTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$minute": ["$a"] }""", "0", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$minute": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$minute": "$a" }""", "0", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData("""{ "$minute": "$a" }""", "59", """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData(
        """{ "$minute": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$minute": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$minute": "$a" }""", 16006, """{ "a": true }""")]
    [InlineData("""{ "$minute": "$a" }""", 16006, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
