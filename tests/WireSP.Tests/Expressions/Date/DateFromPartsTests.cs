using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateFromPartsTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$dateFromParts": { "year": { "$numberLong": "2020" } } }""",
        """{ "$date": { "$numberLong": "1577836800000" } }""")]
    [InlineData(
        """{ "$dateFromParts": { "isoWeekYear": 2020 } }""",
        """{ "$date": { "$numberLong": "1577664000000" } }""")]
    [InlineData(
        """{ "$dateFromParts": { "year": 1, "month": 1 } }""",
        """{ "$date": { "$numberLong": "-62135596800000" } }""")]
    [InlineData(
        """{ "$dateFromParts": { "year": 2020, "hour": -1 } }""",
        """{ "$date": { "$numberLong": "1577833200000" } }""")]
    [InlineData("""{ "$dateFromParts": { "year": "$a" } }""", "null")]
    [InlineData("""{ "$dateFromParts": { "isoWeekYear": "$a" } }""", "null")]
    [InlineData("""{ "$dateFromParts": { "year": "$a" } }""", "null", """{ "a": null }""")]
    [InlineData(
        """{ "$dateFromParts": { "year": "$a" } }""", """{ "$date": { "$numberLong": "-62072524800000" } }""",
        """{ "a": { "$numberDecimal": "3" } }""")]
    [InlineData(
        """{ "$dateFromParts": { "year": "$a" } }""", """{ "$date": { "$numberLong": "-62072524800000" } }""",
        """{ "a": 3.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$dateFromParts": { "year": -1 } }""", 40523)]
    [InlineData("""{ "$dateFromParts": { "year": 10000 } }""", 40523)]
    [InlineData("""{ "$dateFromParts": { "year": 2020, "day": -32769 } }""", 31034)]
    [InlineData("""{ "$dateFromParts": { "year": "2020" } }""", 40515)]
    [InlineData("""{ "$dateFromParts": { "year": 2020.5 } }""", 40515)]
    [InlineData("""{ "$dateFromParts": { "isoWeekYear": 2020, "month": 1 } }""", 40525)]
    [InlineData("""{ "$dateFromParts": { "year": 2020, "isoWeekYear": 2020 } }""", 40489)]
    [InlineData(
        """{ "$dateFromParts": { "year": 2020, "day": "$a" } }""", 31034,
        """{ "a": { "$numberLong": "4294967296" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
