using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateDiffTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$dateDiff": { "startDate": "$a", "endDate": "$b", "unit": "day" } }""", """{ "$numberLong": "1" }""",
        """{ "a": { "$date": { "$numberLong": "-3600000" } }, "b": { "$date": { "$numberLong": "3600000" } } }""")]
    [InlineData(
        """{ "$dateDiff": { "startDate": "$a", "endDate": "$b", "unit": "year" } }""", """{ "$numberLong": "1" }""",
        """{ "a": { "$date": { "$numberLong": "-3600000" } }, "b": { "$date": { "$numberLong": "3600000" } } }""")]
    [InlineData(
        """{ "$dateDiff": { "startDate": "$a", "endDate": "$b", "unit": "hour" } }""", """{ "$numberLong": "2" }""",
        """{ "a": { "$date": { "$numberLong": "-3600000" } }, "b": { "$date": { "$numberLong": "3600000" } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
