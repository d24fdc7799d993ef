using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IfNullTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$ifNull": [null, null] }""", "null")]
    [InlineData("""{ "$ifNull": ["$a", "$$REMOVE"] }""", NoValue)]
    [InlineData("""{ "$ifNull": ["$a", "$b", "$c", "d"] }""", "\"d\"")]
    [InlineData("""{ "$ifNull": ["$a", 1] }""", "[null]", """{ "a": [null] }""")]
    [InlineData("""{ "$ifNull": ["$a.b", 1] }""", "1", """{ "a": { "b": null } }""")]
    [InlineData("""{ "$ifNull": ["$a.c", 1] }""", "[]", """{ "a": [{ "b": 1 }] }""")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", "\"repl\"")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", "\"repl\"", """{ "a": null }""")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", "\"abc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", """{ "$maxKey": 1 }""", """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", """{ "$code": "f()" }""", """{ "a": { "$code": "f()" } }""")]
    [InlineData("""{ "$ifNull": ["$a", "repl"] }""", "\"repl\"", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
