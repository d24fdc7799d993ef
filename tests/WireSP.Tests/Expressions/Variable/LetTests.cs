using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LetTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$let": { "vars": { "x": "$missing" }, "in": "$$x" } }""", NoValue)]
    [InlineData("""{ "$let": { "vars": { "CURRENT": "$a" }, "in": "$b" } }""", "5", """{ "a": { "b": 5 } }""")]
    [InlineData("""{ "$let": { "vars": { "aB_9": 1 }, "in": "$$aB_9" } }""", "1")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$let": 5 }""", 16874)]
    [InlineData("""{ "$let": { "vars": { "x": 1 }, "in": "$$y" } }""", 17276)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
