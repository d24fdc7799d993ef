using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SortArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "[]", """{ "a": [] }""")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "null")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "[1, 2, 3]", """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
