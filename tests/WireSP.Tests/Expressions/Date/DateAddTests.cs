using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DateAddTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$dateAdd": { "startDate": null, "unit": "day", "amount": 1 } }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
