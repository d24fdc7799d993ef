using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class HourTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$hour": ["$a"] }""", "0", """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData("""{ "$hour": { "date": "$a", "timezone": "UTC" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$hour": "$a" }""", "0", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData("""{ "$hour": "$a" }""", "23", """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData("""{ "$hour": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$hour": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "$a" } }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$hour": [] }""", 40536)]
    [InlineData("""{ "$hour": "x" }""", 16006)]
    [InlineData("""{ "$hour": [1, 2] }""", 40536)]
    [InlineData("""{ "$hour": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "" } }""", 40485)]
    [InlineData("""{ "$hour": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "Z" } }""", 40485)]
    [InlineData("""{ "$hour": { "date": { "$date": { "$numberLong": "0" } }, "timezone": 5 } }""", 40533)]
    [InlineData("""{ "$hour": "$a" }""", 16006, """{ "a": true }""")]
    [InlineData(
        """{ "$hour": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "$a" } }""", 40533,
        """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
