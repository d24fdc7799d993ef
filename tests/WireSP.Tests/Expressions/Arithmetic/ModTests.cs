using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ModTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$mod": ["$a", 3] }""", "1", """{ "a": 10 }""")]
    [InlineData("""{ "$mod": ["$a", 3] }""", "-1", """{ "a": -10 }""")]
    [InlineData("""{ "$mod": ["$a", 4] }""", """{ "$numberLong": "2" }""", """{ "a": { "$numberLong": "10" } }""")]
    [InlineData("""{ "$mod": ["$a", 2.5] }""", "0.0", """{ "a": 10 }""")]
    [InlineData("""{ "$mod": ["$a", 0.5] }""", "0.0", """{ "a": 10 }""")]
    [InlineData("""{ "$mod": ["$a", 3] }""", "-1.5", """{ "a": -10.5 }""")]
    [InlineData(
        """{ "$mod": ["$a", 3] }""", """{ "$numberDecimal": "1.5" }""",
        """{ "a": { "$numberDecimal": "10.5" } }""")]
    [InlineData("""{ "$mod": ["$a", "$b"] }""", "-1", """{ "a": -1, "b": 7 }""")]
    [InlineData(
        """{ "$mod": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": 7, "b": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$mod": ["$a", 10] }""", """{ "$numberLong": "7" }""",
        """{ "a": { "$numberLong": "9223372036854775807" } }""")]
    [InlineData(
        """{ "$mod": ["$a", "$b"] }""", """{ "$numberDecimal": "NaN" }""",
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$mod": ["$a", "$b"] }""", """{ "$numberDecimal": "0E-15" }""",
        """{ "a": 0.1, "b": { "$numberDecimal": "0.1" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$mod": ["$a", "$b"] }""", 16610, """{ "a": 7, "b": 0 }""")]
    [InlineData("""{ "$mod": ["$a", "$b"] }""", 16610, """{ "a": 0, "b": -0.0 }""")]
    [InlineData("""{ "$mod": [] }""", 16020)]
    [InlineData("""{ "$mod": [1] }""", 16020)]
    [InlineData("""{ "$mod": [true, 7] }""", 16611)]
    [InlineData("""{ "$mod": ["$a", "$b"] }""", 16611, """{ "a": true, "b": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
