using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IsoWeekYearTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$isoWeekYear": ["$a"] }""", """{ "$numberLong": "1970" }""",
        """{ "a": { "$date": { "$numberLong": "0" } } }""")]
    [InlineData(
        """{ "$isoWeekYear": "$a" }""", """{ "$numberLong": "1" }""",
        """{ "a": { "$date": { "$numberLong": "-62135596800000" } } }""")]
    [InlineData(
        """{ "$isoWeekYear": "$a" }""", """{ "$numberLong": "9999" }""",
        """{ "a": { "$date": { "$numberLong": "253402300799999" } } }""")]
    [InlineData("""{ "$isoWeekYear": "$a" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$isoWeekYear": "$a" }""", 16006, """{ "a": "abc" }""")]
    [InlineData("""{ "$isoWeekYear": "$a" }""", 16006, """{ "a": "2020-01-02" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
