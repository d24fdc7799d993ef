using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AnyElementTrueTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$anyElementTrue": ["$a"] }""", "false", """{ "a": [] }""")]
    [InlineData("""{ "$anyElementTrue": ["$a"] }""", "false", """{ "a": [null] }""")]
    [InlineData("""{ "$anyElementTrue": ["$a"] }""", "true", """{ "a": [[false]] }""")]
    [InlineData("""{ "$anyElementTrue": ["$a"] }""", "true", """{ "a": [{ "$numberDouble": "NaN" }] }""")]
    [InlineData("""{ "$anyElementTrue": ["$a"] }""", "false", """{ "a": [0, 0.0, false, null] }""")]
    [InlineData("""{ "$anyElementTrue": [[1, 2]] }""", "true")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$anyElementTrue": [] }""", 16020)]
    [InlineData("""{ "$anyElementTrue": [null] }""", 17041)]
    [InlineData("""{ "$anyElementTrue": 5 }""", 17041)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
