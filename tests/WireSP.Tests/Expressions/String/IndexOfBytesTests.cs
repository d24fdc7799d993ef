using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IndexOfBytesTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$indexOfBytes": ["$a", ""] }""", "0", """{ "a": "" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", ""] }""", "0", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "b"] }""", "-1", """{ "a": "ABC" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "", 3] }""", "3", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "c", 10] }""", "-1", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "", 2, 1] }""", "-1", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "b"] }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$indexOfBytes": [] }""", 28667)]
    [InlineData("""{ "$indexOfBytes": ["a"] }""", 28667)]
    [InlineData("""{ "$indexOfBytes": ["a", null] }""", 40092)]
    [InlineData("""{ "$indexOfBytes": ["a", "a", -1] }""", 40097)]
    [InlineData("""{ "$indexOfBytes": ["abc", "$a"] }""", 40092, """{ "a": true }""")]
    [InlineData("""{ "$indexOfBytes": ["$a", "b"] }""", 40091, """{ "a": 7 }""")]
    [InlineData("""{ "$indexOfBytes": ["abcabcabcabc", "b", "$a"] }""", 40096, """{ "a": null }""")]
    [InlineData("""{ "$indexOfBytes": ["abcabcabcabc", "b", "$a"] }""", 40096, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
