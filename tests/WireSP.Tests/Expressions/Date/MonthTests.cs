using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MonthTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$month": { "$date": { "$numberLong": "1588748889010" } } }""", "5")]
    [InlineData("""{ "$month": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$month": "$a" }""", "1", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData("""{ "$month": "$a" }""", "12", """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData(
        """{ "$month": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$month": { "date": "$a", "timezone": "$missing" } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$month": "$a" }""", 16006, """{ "a": true }""")]
    [InlineData("""{ "$month": "$a" }""", 16006, """{ "a": { "$code": "f()" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
