using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetUnionTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setUnion": [[1, 2], [2, 3]] }""", "[1, 2, 3]")]
    [InlineData("""{ "$setUnion": [[1, 1.0]] }""", "[1]")]
    [InlineData("""{ "$setUnion": [[1], null] }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
