using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateTruncTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dateTrunc": { "date": "$a", "unit": "day" } }""", "null")]
    [InlineData("""{ "$dateTrunc": { "date": "$a", "unit": "day" } }""", "null", """{ "a": null }""")]
    [InlineData(
        """{ "$dateTrunc": { "date": { "$date": { "$numberLong": "0" } }, "unit": "$a" } }""", "null",
        """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
