using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetFieldTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setField": { "field": "", "input": {}, "value": 1 } }""", """{ "": 1 }""")]
    [InlineData(
        """{ "$setField": { "field": "b", "input": { "x": 1, "b": 2, "c": 3 }, "value": "$missing" } }""",
        """{ "x": 1, "c": 3 }""")]
    [InlineData("""{ "$setField": { "field": "a", "input": null, "value": 1 } }""", "null")]
    [InlineData("""{ "$setField": { "field": "z", "input": { "y": 0 }, "value": "$a" } }""", """{ "y": 0 }""")]
    [InlineData(
        """{ "$setField": { "field": "z", "input": { "y": 0 }, "value": "$a" } }""", """{ "y": 0, "z": null }""",
        """{ "a": null }""")]
    [InlineData(
        """{ "$setField": { "field": "z", "input": { "y": 0 }, "value": "$a" } }""", """{ "y": 0, "z": true }""",
        """{ "a": true }""")]
    [InlineData(
        """{ "$setField": { "field": "z", "input": { "y": 0 }, "value": "$a" } }""", """{ "y": 0, "z": 7 }""",
        """{ "a": 7 }""")]
    [InlineData(
        """{ "$setField": { "field": "z", "input": "$a", "value": 1 } }""", """{ "a": 1, "z": 1 }""",
        """{ "a": { "a": 1 } }""")]
    [InlineData(
        """{ "$setField": { "field": "z", "input": { "y": 0 }, "value": "$a" } }""", """{ "y": 0, "z": { "a": 1 } }""",
        """{ "a": { "a": 1 } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
