using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ConcatTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$concat": [] }""", "\"\"")]
    [InlineData("""{ "$concat": ["$a"] }""", "\"x\"", """{ "a": "x" }""")]
    [InlineData("""{ "$concat": ["$a", "$a"] }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$concat": "x" }""", "\"x\"")]
    [InlineData("""{ "$concat": ["$a", "z"] }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$concat": ["z", "$a"] }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$concat": ["$a", "z"] }""", "\"abcz\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$concat": ["z", "$a"] }""", "\"zabc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$concat": ["$a", "z"] }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$concat": ["$a", "x"] }""", 16702, """{ "a": { "$symbol": "s" } }""")]
    [InlineData("""{ "$concat": ["$arr"] }""", 16702, """{ "arr": [1, 2] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
