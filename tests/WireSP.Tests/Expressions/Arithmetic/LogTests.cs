using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LogTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "-1.0", """{ "a": 0.5, "b": 2 }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "-3.3219280948873626", """{ "a": 10, "b": 0.5 }""")]
    [InlineData(
        """{ "$log": ["$a", "$b"] }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" }, "b": 2 }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "0.0", """{ "a": 2, "b": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "null", """{ "b": null }""")]
    [InlineData("""{ "$log": [{ "$literal": "abc" }, null] }""", "null")]
    [InlineData("""{ "$log": [null, { "$literal": "abc" }] }""", "null")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "1.0", """{ "a": 7, "b": 7 }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", "0.8270874753469162", """{ "a": { "$numberLong": "5" }, "b": 7 }""")]
    [InlineData(
        """{ "$log": ["$a", "$b"] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": 1.5, "b": { "$numberDouble": "NaN" } }""")]
    [InlineData(
        """{ "$log": ["$a", "$b"] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" }, "b": 1.5 }""")]
    [InlineData(
        """{ "$log": ["$a", "$b"] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDouble": "NaN" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28758, """{ "a": 0, "b": 10 }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28758, """{ "a": -1, "b": 10 }""")]
    [InlineData("""{ "$log": [] }""", 16020)]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28756, """{ "a": true, "b": "abc" }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28757, """{ "a": 0, "b": "abc" }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28757, """{ "a": 7, "b": "abc" }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28756, """{ "a": "abc", "b": 0 }""")]
    [InlineData("""{ "$log": ["$a", "$b"] }""", 28759, """{ "a": 7, "b": -1 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
