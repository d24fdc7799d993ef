using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetDifferenceTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setDifference": [[1, 2, 2], [1]] }""", "[2]")]
    [InlineData("""{ "$setDifference": [[1], [1]] }""", "[]")]
    [InlineData("""{ "$setDifference": [[1], null] }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
