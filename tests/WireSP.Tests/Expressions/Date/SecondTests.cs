using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SecondTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$second": "$a" }""", "0", """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData("""{ "$second": "$a" }""", "0", """{ "a": { "$date": { "$numberLong": "253402300800000" } } }""")]
    [InlineData("""{ "$second": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$second": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$second": "$a" }""", "59", """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$second": "$a" }""", 16006, """{ "a": [] }""")]
    [InlineData("""{ "$second": "$a" }""", 16006, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
