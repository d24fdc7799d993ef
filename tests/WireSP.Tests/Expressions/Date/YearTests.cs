using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class YearTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$year": { "$date": { "$numberLong": "1588748889010" } } }""", "2020")]
    [InlineData("""{ "$year": ["$a"] }""", "1970", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$year": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$year": "$a" }""", "9999", """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData(
        """{ "$year": { "date": "$a", "timezone": null } }""", "null",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$year": "$a" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$year": {} }""", 40539)]
    [InlineData("""{ "$year": "x" }""", 16006)]
    [InlineData("""{ "$year": { "timezone": "UTC" } }""", 40539)]
    [InlineData("""{ "$year": [1, 2] }""", 40536)]
    [InlineData("""{ "$year": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "" } }""", 40485)]
    [InlineData("""{ "$year": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "Z" } }""", 40485)]
    [InlineData("""{ "$year": { "date": { "$date": { "$numberLong": "0" } }, "x": 1 } }""", 40535)]
    [InlineData("""{ "$year": "$a" }""", 16006, """{ "a": [] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
