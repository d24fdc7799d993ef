using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToLowerTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toLower": "$a" }""", "\"a\\tb\\nc\"", """{ "a": "a\tb\nc" }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"\"")]
    [InlineData("""{ "$toLower": "$missing" }""", "\"\"")]
    [InlineData("""{ "$toLower": "$a" }""", "\"\"", """{ "a": null }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"12\"", """{ "a": "12" }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"1.5\"", """{ "a": "1.5" }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"a$b.c\"", """{ "a": "a$b.c" }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"abc\"", """{ "a": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"0\"", """{ "a": 0 }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"-1\"", """{ "a": -1 }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"nan\"", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$toLower": "$a" }""", "\"-0\"", """{ "a": { "$numberDecimal": "-0" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toLower": ["x", "y"] }""", 16020)]
    [InlineData("""{ "$toLower": "$a" }""", 16007, """{ "a": [] }""")]
    [InlineData("""{ "$toLower": "$a" }""", 16007, """{ "a": false }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
