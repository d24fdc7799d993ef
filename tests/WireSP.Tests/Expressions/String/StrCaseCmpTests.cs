using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class StrCaseCmpTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$strcasecmp": ["$a", "$b"] }""", "0", """{ "a": "", "b": null }""")]
    [InlineData("""{ "$strcasecmp": ["$a", "$b"] }""", "1", """{ "a": "Z", "b": "a" }""")]
    [InlineData("""{ "$strcasecmp": ["$a", "$b"] }""", "-1", """{ "a": "a", "b": "ab" }""")]
    [InlineData("""{ "$strcasecmp": ["$a", "$b"] }""", "0", """{ "a": null, "b": null }""")]
    [InlineData("""{ "$strcasecmp": ["$a", "abc"] }""", "-1", """{ "a": "a$b.c" }""")]
    [InlineData("""{ "$strcasecmp": ["$a", "abc"] }""", "-1", """{ "a": 7 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$strcasecmp": [] }""", 16020)]
    [InlineData("""{ "$strcasecmp": ["a", "b", "c"] }""", 16020)]
    [InlineData("""{ "$strcasecmp": [[1], "a"] }""", 16007)]
    [InlineData("""{ "$strcasecmp": ["$a", "abc"] }""", 16007, """{ "a": {} }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
