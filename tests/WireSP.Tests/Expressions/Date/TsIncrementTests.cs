using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TsIncrementTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$tsIncrement": null }""", "null")]
    [InlineData("""{ "$tsIncrement": "$missing" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
