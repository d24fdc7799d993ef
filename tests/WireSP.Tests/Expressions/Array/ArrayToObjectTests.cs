using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ArrayToObjectTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$arrayToObject": [[["a", 1]]] }""", """{ "a": 1 }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", """{ "": 1 }""", """{ "a": [["", 1]] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", """{ "a": 1 }""", """{ "a": [{ "v": 1, "k": "a" }] }""")]
    [InlineData(
        """{ "$arrayToObject": [[["x", "$a"], ["y", "$missing"]]] }""", """{ "x": 5, "y": null }""",
        """{ "a": 5 }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", """{ "a": 1, "b": 2 }""", """{ "a": [["a", 1], ["b", 2]] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", """{ "a": 2 }""", """{ "a": [["a", 1], ["a", 2]] }""")]
    [InlineData(
        """{ "$arrayToObject": "$a" }""", """{ "a": 1, "b": 2 }""",
        """{ "a": [{ "k": "a", "v": 1 }, { "k": "b", "v": 2 }] }""")]
    [InlineData(
        """{ "$arrayToObject": "$a" }""", """{ "b": 3, "a": 2 }""",
        """{ "a": [["b", 1], ["a", 2], ["b", 3]] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", "null")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40397, """{ "a": [["a"]] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40392, """{ "a": [{ "k": "a" }] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40393, """{ "a": [{ "k": "a", "x": 1 }] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40394, """{ "a": [{ "k": 1, "v": 1 }] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40392, """{ "a": [{ "k": "a", "v": 1, "z": 2 }] }""")]
    [InlineData("""{ "$arrayToObject": "$a" }""", 40396, """{ "a": [["a", 1], { "k": "b", "v": 2 }] }""")]
    [InlineData("""{ "$arrayToObject": [] }""", 16020)]
    [InlineData("""{ "$arrayToObject": [[1]] }""", 40398)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
