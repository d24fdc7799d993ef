using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class StdDevSampTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$stdDevSamp": [] }""", "null")]
    [InlineData("""{ "$stdDevSamp": ["$a", "$b"] }""", "null")]
    [InlineData("""{ "$stdDevSamp": "$a" }""", "null", """{ "a": {} }""")]
    [InlineData("""{ "$stdDevSamp": [[1, 2]] }""", "0.7071067811865476")]
    [InlineData("""{ "$stdDevSamp": "$a" }""", "0.7071067811865476", """{ "a": [1, { "$numberLong": "2" }] }""")]
    [InlineData("""{ "$stdDevSamp": "$a" }""", "0.7071067811865476", """{ "a": [1, 2.0] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
