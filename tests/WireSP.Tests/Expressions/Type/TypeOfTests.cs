using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class TypeOfTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": "$a" }""", "\"bool\"", """{ "a": true }""")]
    [InlineData("""{ "$type": "$a" }""", "\"string\"", """{ "a": "12" }""")]
    [InlineData("""{ "$type": "$a" }""", "\"string\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$type": "$a" }""", "\"string\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$type": "$a" }""", "\"maxKey\"", """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$type": "$a" }""", "\"symbol\"", """{ "a": { "$symbol": "abc" } }""")]
    [InlineData("""{ "$type": "$a" }""", "\"int\"", """{ "a": 0 }""")]
    [InlineData("""{ "$type": "$a" }""", "\"int\"", """{ "a": 1 }""")]
    [InlineData("""{ "$type": "$a" }""", "\"int\"", """{ "a": -1 }""")]
    [InlineData("""{ "$type": "$a" }""", "\"long\"", """{ "a": { "$numberLong": "0" } }""")]
    [InlineData("""{ "$type": "$a" }""", "\"decimal\"", """{ "a": { "$numberDecimal": "0" } }""")]
    [InlineData("""{ "$type": "$a" }""", "\"double\"", """{ "a": 3.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$type": [1, 2] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
