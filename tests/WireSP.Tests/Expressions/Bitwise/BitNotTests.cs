using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BitNotTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$bitNot": 5 }""", "-6")]
    [InlineData("""{ "$bitNot": "$a" }""", "null")]
    [InlineData("""{ "$bitNot": "$a" }""", "-8", """{ "a": 7 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
