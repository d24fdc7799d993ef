using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LastTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$last": [["$x", "$y"]] }""", "null")]
    [InlineData("""{ "$last": [["$a", 5]] }""", "5", """{ "a": 1 }""")]
    [InlineData("""{ "$last": "$a.b" }""", "2", """{ "a": [{ "b": 1 }, { "b": 2 }] }""")]
    [InlineData("""{ "$last": "$a" }""", "[3, 4]", """{ "a": [[1, 2], [3, 4]] }""")]
    [InlineData("""{ "$last": "$arr" }""", "2", """{ "arr": [1, 2] }""")]
    [InlineData("""{ "$last": "$a" }""", "null")]
    [InlineData("""{ "$last": "$a" }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$last": [] }""", 16020)]
    [InlineData("""{ "$last": 5 }""", 28689)]
    [InlineData("""{ "$last": "$a" }""", 28689, """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
