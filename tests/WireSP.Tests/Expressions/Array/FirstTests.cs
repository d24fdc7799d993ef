using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FirstTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$first": [["$x", "$y"]] }""", "null")]
    [InlineData("""{ "$first": [["$a", 5]] }""", "1", """{ "a": 1 }""")]
    [InlineData("""{ "$first": ["$a"] }""", "[1, 2]", """{ "a": [[1, 2], [3, 4]] }""")]
    [InlineData("""{ "$first": "$arr" }""", "1", """{ "arr": [1, 2] }""")]
    [InlineData("""{ "$first": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$first": "$a" }""", "1", """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$first": [] }""", 16020)]
    [InlineData("""{ "$first": 5 }""", 28689)]
    [InlineData("""{ "$first": [1, 2] }""", 16020)]
    [InlineData("""{ "$first": "$a" }""", 28689, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
