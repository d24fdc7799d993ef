using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateToPartsTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dateToParts": { "date": "$a" } }""", "null")]
    [InlineData("""{ "$dateToParts": { "date": "$a" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$dateToParts": { "date": "$a" } }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dateToParts": {} }""", 40522)]
    [InlineData("""{ "$dateToParts": { "date": "x" } }""", 16006)]
    [InlineData("""{ "$dateToParts": 5 }""", 40524)]
    [InlineData("""{ "$dateToParts": { "date": { "$date": { "$numberLong": "0" } }, "timezone": "x" } }""", 40485)]
    [InlineData("""{ "$dateToParts": { "date": { "$date": { "$numberLong": "0" } }, "x": 1 } }""", 40520)]
    [InlineData("""{ "$dateToParts": { "date": { "$date": { "$numberLong": "0" } }, "iso8601": 1 } }""", 40521)]
    [InlineData("""{ "$dateToParts": { "date": "$a" } }""", 16006, """{ "a": true }""")]
    [InlineData(
        """{ "$dateToParts": { "date": { "$date": { "$numberLong": "0" } }, "iso8601": "$a" } }""", 40521,
        """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
