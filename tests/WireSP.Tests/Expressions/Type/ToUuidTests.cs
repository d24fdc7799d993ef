using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToUuidTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toUUID": null }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
