using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class StrLenCPTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$strLenCP": "$a" }""", "5", """{ "a": "a\tb\nc" }""")]
    [InlineData("""{ "$strLenCP": "$a" }""", "0", """{ "a": "" }""")]
    [InlineData("""{ "$strLenCP": "$a" }""", "2", """{ "a": "12" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$strLenCP": { "a": 1 } }""", 34471)]
    [InlineData("""{ "$strLenCP": null }""", 34471)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
