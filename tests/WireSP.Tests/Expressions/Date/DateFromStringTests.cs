using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateFromStringTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "onError": "$missing" } }""", NoValue,
        """{ "a": "bad" }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "format": "$f" } }""", "null",
        """{ "a": "2017-02-08", "f": null }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "timezone": "$z", "onNull": "N" } }""", "null",
        """{ "a": "2017-02-08", "z": null }""")]
    [InlineData("""{ "$dateFromString": { "dateString": "$a" } }""", "null")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a" } }""", """{ "$date": { "$numberLong": "1486512000000" } }""",
        """{ "a": "20170208" }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a" } }""", """{ "$date": { "$numberLong": "1486512000000" } }""",
        """{ "a": "2/8/2017" }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a" } }""", """{ "$date": { "$numberLong": "1486512000000" } }""",
        """{ "a": "2017-02-08" }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a" } }""", """{ "$date": { "$numberLong": "-62167219200000" } }""",
        """{ "a": "0000-01-01" }""")]
    [InlineData("""{ "$dateFromString": { "dateString": "$a", "onError": "E", "onNull": "N" } }""", "\"N\"")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "onError": "E", "onNull": "N" } }""", "\"N\"",
        """{ "a": null }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "onError": "E", "onNull": "N" } }""", "\"E\"",
        """{ "a": true }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "onError": "E", "onNull": "N" } }""", "\"E\"",
        """{ "a": "abc" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dateFromString": {} }""", 40542)]
    [InlineData("""{ "$dateFromString": { "dateString": null, "format": 5 } }""", 40684)]
    [InlineData("""{ "$dateFromString": { "dateString": "$a" } }""", 241, """{ "a": "" }""")]
    [InlineData("""{ "$dateFromString": { "dateString": "$a" } }""", 241, """{ "a": true }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "$a", "format": "%Q" } }""", 18536,
        """{ "a": "2017-08-02" }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "2017-02-08", "format": "$a" } }""", 40684,
        """{ "a": { "$minKey": 1 } }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "2017-02-08", "timezone": "$a" } }""", 40517,
        """{ "a": { "$minKey": 1 } }""")]
    [InlineData(
        """{ "$dateFromString": { "dateString": "2017-02-08", "timezone": "$a" } }""", 40517,
        """{ "a": 1.5 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
