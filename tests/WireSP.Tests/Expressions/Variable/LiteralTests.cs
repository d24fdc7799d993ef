using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LiteralTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$literal": { "$numberLong": "5" } }""", """{ "$numberLong": "5" }""")]
    [InlineData("""{ "$literal": {} }""", "{}")]
    [InlineData("""{ "$literal": "$a" }""", "\"$a\"", """{ "a": 1 }""")]
    [InlineData("""{ "$literal": true }""", "true")]
    [InlineData("""{ "$literal": null }""", "null")]
    [InlineData("""{ "$literal": { "$date": { "$numberLong": "0" } } }""", """{ "$date": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$literal": 1 }""", "1")]
    [InlineData("""{ "x": { "$literal": 1 } }""", """{ "x": 1 }""")]
    [InlineData("""{ "$literal": ["$a", 1] }""", """["$a", 1]""", """{ "a": 1 }""")]
    [InlineData("""{ "$literal": { "$add": [1, 2] } }""", """{ "$add": [1, 2] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
