using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SwitchTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$switch": { "branches": [{ "case": "$missing", "then": 1 }], "default": null } }""", "null")]
    [InlineData("""{ "$switch": { "branches": [{ "case": 1, "then": "$b" }], "default": 9 } }""", NoValue)]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": { "$gt": ["$a", 3] }, "then": "big" }], "default": "d" } }""", "\"d\"",
        """{ "a": -1 }""")]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": "$a", "then": "T" }], "default": "F" } }""", "\"T\"",
        """{ "a": "" }""")]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": "$a", "then": "T" }], "default": "F" } }""", "\"T\"",
        """{ "a": [] }""")]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": "$a", "then": "T" }], "default": "F" } }""", "\"T\"",
        """{ "a": {} }""")]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": "$a", "then": "T" }], "default": "F" } }""", "\"F\"",
        """{ "a": null }""")]
    [InlineData(
        """{ "$switch": { "branches": [{ "case": "$a", "then": "T" }], "default": "F" } }""", "\"F\"",
        """{ "a": false }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$switch": { "branches": [{ "case": false, "then": 1 }] } }""", 40066)]
    [InlineData("""{ "$switch": {} }""", 40068)]
    [InlineData("""{ "$switch": { "branches": [{}] } }""", 40064)]
    [InlineData("""{ "$switch": 5 }""", 40060)]
    [InlineData("""{ "$switch": { "default": 1 } }""", 40068)]
    [InlineData("""{ "$switch": { "branches": [5] } }""", 40062)]
    [InlineData("""{ "$switch": { "branches": [{ "case": 1 }] } }""", 40065)]
    [InlineData("""{ "$switch": { "branches": [{ "case": 1, "then": 2 }], "x": 3 } }""", 40067)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
