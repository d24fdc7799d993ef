using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TsSecondTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$tsSecond": null }""", "null")]
    [InlineData("""{ "$tsSecond": "$missing" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
