using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RandTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": { "$rand": [] } }""", "\"double\"")]
    [InlineData("""{ "$lt": [{ "$rand": {} }, 1] }""", "true")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
