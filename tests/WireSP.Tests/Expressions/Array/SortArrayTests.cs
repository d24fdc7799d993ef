using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SortArrayTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "[]", """{ "a": [] }""")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "null")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$sortArray": { "input": "$a", "sortBy": 1 } }""", "[1, 2, 3]", """{ "a": [1, 2, 3] }""")]
    [InlineData(
        """{ "$sortArray": { "input": "$a", "sortBy": { "k": 1 } } }""",
        """[{}, { "k": 2 }, { "k": [] }, { "k": [3, 1] }]""",
        """{ "a": [{ "k": [3, 1] }, { "k": 2 }, { "k": [] }, {}] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$sortArray": { "input": [1], "sortBy": "a" } }""", 2)]
    [InlineData("""{ "$sortArray": { "input": [1], "sortBy": { "a": "x" } } }""", 2)]
    [InlineData("""{ "$sortArray": { "input": 1, "sortBy": 1 } }""", 2942504)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
