using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ArrayElemAtTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$arrayElemAt": ["$a.b", 1] }""", "2", """{ "a": [{ "b": 1 }, { "b": 2 }] }""")]
    [InlineData("""{ "$arrayElemAt": ["$a", 0] }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$arrayElemAt": ["$a", 0] }""", "1", """{ "a": [1, 2, 3] }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", NoValue, """{ "a": 7 }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", "40", """{ "a": 3.0 }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", NoValue, """{ "a": 2147483647 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$arrayElemAt": [] }""", 16020)]
    [InlineData("""{ "$arrayElemAt": [1, 0] }""", 28689)]
    [InlineData("""{ "$arrayElemAt": ["$a", 0] }""", 28689, """{ "a": true }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", 28690, """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", 28691, """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", 28690, """{ "a": { "a": 1 } }""")]
    [InlineData(
        """{ "$arrayElemAt": [[10, 20, 30, 40], "$a"] }""", 28691,
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
