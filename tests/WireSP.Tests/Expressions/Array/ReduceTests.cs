using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ReduceTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$reduce": { "input": "$a", "initialValue": 0, "in": "$$ROOT.a" } }""", "[5]", """{ "a": [5] }""")]
    [InlineData(
        """{ "$reduce": { "input": "$a", "initialValue": 0, "in": "$nothere" } }""", NoValue,
        """{ "a": [1, 2] }""")]
    [InlineData("""{ "$reduce": { "input": null, "initialValue": 0, "in": 1 } }""", "null")]
    [InlineData("""{ "$reduce": { "input": "$a", "initialValue": 0, "in": { "$add": ["$$value", 1] } } }""", "null")]
    [InlineData(
        """{ "$reduce": { "input": "$a", "initialValue": 0, "in": { "$add": ["$$value", 1] } } }""", "null",
        """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$reduce": [] }""", 40075)]
    [InlineData("""{ "$reduce": { "input": [1], "initialValue": 0 } }""", 40079)]
    [InlineData("""{ "$reduce": { "input": 5, "initialValue": 0, "in": 1 } }""", 40080)]
    [InlineData("""{ "$reduce": { "input": [1], "initialValue": 0, "in": 1, "x": 1 } }""", 40076)]
    [InlineData(
        """{ "$reduce": { "input": "$a", "initialValue": 0, "in": { "$add": ["$$value", 1] } } }""", 40080,
        """{ "a": true }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
