using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class GetFieldTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$getField": { "field": "b", "input": "$a" } }""", "3", """{ "a": { "b": 3 } }""")]
    [InlineData("""{ "$getField": { "field": "x", "input": "str" } }""", NoValue)]
    [InlineData(
        """{ "$getField": { "field": "$f", "input": "$$ROOT" } }""", "1",
        """{ "a.b": 1, "$c": 2, "a": { "b": 3 }, "arr": [{ "x": 1 }, { "x": 2 }], "f": "a.b" }""")]
    [InlineData("""{ "$getField": { "field": "b", "input": { "b": "$missing" } } }""", NoValue)]
    [InlineData("""{ "$getField": { "field": "a", "input": "$a" } }""", NoValue, """{ "a": true }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
