using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateToStringTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dateToString": { "date": "$a" } }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$dateToString": { "date": null, "onNull": "$a" } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$dateToString": { "date": "$a", "onNull": "NN" } }""", "\"NN\"", """{ "a": null }""")]
    [InlineData("""{ "$dateToString": { "date": { "$date": { "$numberLong": "0" } }, "format": "$a" } }""", "null")]
    [InlineData("""{ "$dateToString": { "date": null, "onNull": "$a" } }""", "1.5", """{ "a": 1.5 }""")]
    [InlineData(
        """{ "$dateToString": { "date": null, "onNull": "$a" } }""", """{ "a": 1 }""",
        """{ "a": { "a": 1 } }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a" } }""", "\"2020-02-29T12:34:56.789Z\"",
        """{ "a": { "$date": { "$numberLong": "1582979696789" } } }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a" } }""", "\"9999-12-31T23:59:59.999Z\"",
        """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a" } }""", "\"0000-01-01T00:00:00.000Z\"",
        """{ "a": { "$date": { "$numberLong": "-62167219200000" } } }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a", "format": "" } }""", "\"\"",
        """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    [InlineData(
        """{ "$dateToString": { "date": { "$date": { "$numberLong": "0" } }, "format": "$a" } }""", "\"abc\"",
        """{ "a": "abc" }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a", "format": "%Y" } }""", "\"1969\"",
        """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dateToString": [] }""", 18629)]
    [InlineData("""{ "$dateToString": {} }""", 18628)]
    [InlineData("""{ "$dateToString": { "format": "%Y" } }""", 18628)]
    [InlineData("""{ "$dateToString": { "date": { "$date": { "$numberLong": "0" } }, "format": "%Q" } }""", 18536)]
    [InlineData("""{ "$dateToString": { "date": "$a" } }""", 16006, """{ "a": true }""")]
    [InlineData("""{ "$dateToString": { "date": "$a" } }""", 16006, """{ "a": "abc" }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a" } }""", 18537,
        """{ "a": { "$date": { "$numberLong": "-62167219200001" } } }""")]
    [InlineData(
        """{ "$dateToString": { "date": "$a", "format": "%a" } }""", 18536,
        """{ "a": { "$date": { "$numberLong": "-1" } } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
