using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetIntersectionTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setIntersection": [[1, 2], [2, 3]] }""", "[2]")]
    [InlineData("""{ "$setIntersection": [[1], [2]] }""", "[]")]
    [InlineData("""{ "$setIntersection": [[1], null] }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
