using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class InTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$in": ["$a", ["$b"]] }""", "false")]
    [InlineData("""{ "$in": ["$a", [null]] }""", "false")]
    [InlineData("""{ "$in": [null, "$a"] }""", "false", """{ "a": [] }""")]
    [InlineData("""{ "$in": [{ "$numberLong": "2" }, "$a"] }""", "true", """{ "a": [1, 2] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$in": [] }""", 16020)]
    [InlineData("""{ "$in": 5 }""", 16020)]
    [InlineData("""{ "$in": [1, null] }""", 40081)]
    [InlineData("""{ "$in": [1, 2] }""", 40081)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
