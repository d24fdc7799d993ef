using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SliceTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$slice": ["$a", 1] }""", "[]", """{ "a": [] }""")]
    [InlineData("""{ "$slice": ["$a", 2] }""", "[10, 20]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": ["$a", 3, 5] }""", "[40]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": ["$a", -3, 2] }""", "[20, 30]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": ["$a", -10, 2] }""", "[10, 20]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": ["$a", 1, 2147483647] }""", "[20, 30, 40]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": ["$a", -2147483648.0, 1] }""", "[10]", """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": [null, "x"] }""", "null")]
    [InlineData("""{ "$slice": ["$a", 1] }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$slice": ["$a", 1] }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$slice": [[10, 20, 30, 40], "$a"] }""", "[10, 20, 30, 40]", """{ "a": 7 }""")]
    [InlineData("""{ "$slice": [[10, 20, 30, 40], "$a"] }""", "[]", """{ "a": 0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$slice": ["$a", 0, 0] }""", 28729, """{ "a": [10, 20, 30, 40] }""")]
    [InlineData("""{ "$slice": [] }""", 28667)]
    [InlineData("""{ "$slice": [1, 1] }""", 28724)]
    [InlineData("""{ "$slice": [[1], 0, 0] }""", 28729)]
    [InlineData("""{ "$slice": [[1], 1, 2, 3] }""", 28667)]
    [InlineData("""{ "$slice": ["$a", 1] }""", 28724, """{ "a": true }""")]
    [InlineData("""{ "$slice": [[10, 20, 30, 40], "$a"] }""", 28725, """{ "a": true }""")]
    [InlineData("""{ "$slice": [[10, 20, 30, 40], "$a"] }""", 28725, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
