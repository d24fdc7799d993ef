using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class Atan2Tests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "0.7853981633974483", """{ "a": 1, "b": 1 }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "0.0", """{ "a": 0, "b": 0 }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "-0.7853981633974483", """{ "a": -1, "b": 1 }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "0.6435011087932844", """{ "a": { "$numberLong": "3" }, "b": 4 }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "-3.141592653589793", """{ "a": -0.0, "b": -1 }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "null", """{ "b": null }""")]
    [InlineData("""{ "$atan2": [null, { "$literal": "abc" }] }""", "null")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "null", """{ "a": null, "b": "abc" }""")]
    [InlineData("""{ "$atan2": [-1, 7] }""", """{ "$numberDouble": "-0.14189705460416394" }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", "-1.5707963267948966", """{ "a": -1, "b": 0 }""")]
    [InlineData(
        """{ "$atan2": ["$a", "$b"] }""", """{ "$numberDouble": "NaN" }""",
        """{ "a": 7, "b": { "$numberDouble": "NaN" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$atan2": [] }""", 16020)]
    [InlineData("""{ "$atan2": "$a" }""", 16020, """{ "a": 1 }""")]
    [InlineData("""{ "$atan2": [{ "$literal": "abc" }, null] }""", 51044)]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", 51044, """{ "a": true, "b": null }""")]
    [InlineData("""{ "$atan2": ["$a", "$b"] }""", 51045, """{ "a": -2.5, "b": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
