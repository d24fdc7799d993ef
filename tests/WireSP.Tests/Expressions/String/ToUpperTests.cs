using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToUpperTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toUpper": "$a" }""", "\"\"")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"ABC\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"A$B.C\"", """{ "a": "a$b.c" }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"2020-01-02\"", """{ "a": "2020-01-02" }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"F()\"", """{ "a": { "$code": "f()" } }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"ABC\"", """{ "a": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"1\"", """{ "a": 1 }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"7\"", """{ "a": 7 }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"-1\"", """{ "a": -1 }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"0\"", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$toUpper": "$a" }""", "\"-3\"", """{ "a": { "$numberLong": "-3" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toUpper": [] }""", 16020)]
    [InlineData("""{ "$toUpper": ["x", "y"] }""", 16020)]
    [InlineData("""{ "$toUpper": "$a" }""", 16007, """{ "a": {} }""")]
    [InlineData("""{ "$toUpper": "$a" }""", 16007, """{ "a": ["b", "a", "b"] }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
