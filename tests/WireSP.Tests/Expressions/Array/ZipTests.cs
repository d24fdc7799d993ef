using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ZipTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$zip": { "inputs": [[], []], "useLongestLength": true } }""", "[]")]
    [InlineData("""{ "$zip": { "inputs": [[1, 2], []] } }""", "[]")]
    [InlineData("""{ "$zip": { "inputs": [[1, 2], ["a"]] } }""", """[[1, "a"]]""")]
    [InlineData("""{ "$zip": { "inputs": ["$a", "$b", "$c"] } }""", "null", """{ "a": [1, 2], "b": [3] }""")]
    [InlineData("""{ "$zip": { "inputs": [null] } }""", "null")]
    [InlineData("""{ "$zip": { "inputs": ["$a", [1, 2]] } }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData(
        """{ "$zip": { "inputs": ["$a", [1, 2]], "useLongestLength": "$t" } }""", 34463,
        """{ "a": [1], "t": true }""")]
    [InlineData("""{ "$zip": [] }""", 34460)]
    [InlineData("""{ "$zip": {} }""", 34465)]
    [InlineData("""{ "$zip": { "inputs": [] } }""", 34465)]
    [InlineData("""{ "$zip": { "inputs": null } }""", 34461)]
    [InlineData("""{ "$zip": { "inputs": 5 } }""", 34461)]
    [InlineData("""{ "$zip": { "inputs": [5] } }""", 34468)]
    [InlineData("""{ "$zip": { "inputs": [[1]], "x": 1 } }""", 34464)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
