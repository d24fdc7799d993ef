using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AndTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$and": [] }""", "true")]
    [InlineData("""{ "$and": true }""", "true")]
    [InlineData("""{ "$and": [[]] }""", "true")]
    [InlineData("""{ "$and": ["$a", "$missing"] }""", "false", """{ "a": 1 }""")]
    [InlineData("""{ "$and": ["$a", true] }""", "false")]
    [InlineData("""{ "$and": ["$a", true] }""", "false", """{ "a": 0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
