using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class IndexOfCPTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$indexOfCP": ["$a", "d"] }""", "-1", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "", 3] }""", "-1", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "", 4] }""", "-1", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "c", 3] }""", "5", """{ "a": "abcabc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "c", 0, 10] }""", "2", """{ "a": "abc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "c", 2, 3] }""", "2", """{ "a": "abcabc" }""")]
    [InlineData("""{ "$indexOfCP": ["$a", "b"] }""", "null", """{ "a": { "$undefined": true } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$indexOfCP": ["a"] }""", 28667)]
    [InlineData("""{ "$indexOfCP": 5 }""", 28667)]
    [InlineData("""{ "$indexOfCP": [5, "a"] }""", 40093)]
    [InlineData("""{ "$indexOfCP": ["a", "a", -1] }""", 40097)]
    [InlineData("""{ "$indexOfCP": ["$a", "b"] }""", 40093, """{ "a": true }""")]
    [InlineData("""{ "$indexOfCP": ["abc", "$a"] }""", 40094, """{ "a": null }""")]
    [InlineData("""{ "$indexOfCP": ["abc", "$a"] }""", 40094, """{ "a": true }""")]
    [InlineData("""{ "$indexOfCP": ["abcabcabcabc", "b", "$a"] }""", 40096, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
