using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CondTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$cond": ["$a", "$$REMOVE", 1] }""", NoValue, """{ "a": 1 }""")]
    [InlineData("""{ "$cond": { "if": { "$gt": ["$a", 0] }, "then": "$a", "else": "$b" } }""", "1", """{ "a": 1 }""")]
    [InlineData(
        """{ "$cond": { "if": { "$gt": ["$a", 0] }, "then": "$a", "else": "$b" } }""", NoValue,
        """{ "a": -1 }""")]
    [InlineData("""{ "$cond": [{ "$cond": ["$a", false, true] }, 1, 2] }""", "2", """{ "a": 1 }""")]
    [InlineData("""{ "$cond": ["$a", "y", "n"] }""", "\"y\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$cond": ["$a", "y", "n"] }""", "\"n\"", """{ "a": false }""")]
    [InlineData("""{ "$cond": ["$a", "y", "n"] }""", "\"y\"", """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$cond": ["$a", "y", "n"] }""", "\"n\"", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$cond": ["$a", "y", "n"] }""", "\"y\"", """{ "a": 1.5 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$cond": "$a" }""", 16020, """{ "a": 1 }""")]
    [InlineData("""{ "$cond": 5 }""", 16020)]
    [InlineData("""{ "$cond": { "if": 1, "then": 2 } }""", 17082)]
    [InlineData("""{ "$cond": { "if": 1, "else": 2 } }""", 17081)]
    [InlineData("""{ "$cond": { "then": 1, "else": 2 } }""", 17080)]
    [InlineData("""{ "$cond": { "if": 1, "then": 2, "else": 3, "x": 4 } }""", 17083)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
