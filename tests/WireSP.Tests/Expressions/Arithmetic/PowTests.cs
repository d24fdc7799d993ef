using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class PowTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", "1", """{ "a": 0, "b": 0 }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", "1024", """{ "a": 2, "b": 10 }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", """{ "$numberLong": "2147483648" }""", """{ "a": 2, "b": 31 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberLong": "4611686018427387904" }""",
        """{ "a": 2, "b": 62 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberDouble": "9223372036854775808.0" }""",
        """{ "a": 2, "b": 63 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberDouble": "18446744073709551616.0" }""",
        """{ "a": 2, "b": 64 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberLong": "4052555153018976267" }""",
        """{ "a": 3, "b": 39 }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", "1", """{ "a": 1, "b": -5 }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", "-27", """{ "a": -3, "b": 3 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberLong": "-27" }""",
        """{ "a": { "$numberLong": "-3" }, "b": 3 }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberDouble": "7.178979876918526e+23" }""",
        """{ "a": { "$numberLong": "3" }, "b": { "$numberLong": "50" } }""")]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", """{ "$numberDecimal": "1.414213562373095048801688724209698" }""",
        """{ "a": { "$numberDecimal": "2" }, "b": 0.5 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData(
        """{ "$pow": ["$a", "$b"] }""", 28764,
        """{ "a": { "$numberLong": "0" }, "b": { "$numberLong": "-1" } }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", 28764, """{ "a": { "$numberDecimal": "0" }, "b": -1 }""")]
    [InlineData("""{ "$pow": "$a" }""", 16020, """{ "a": 1 }""")]
    [InlineData("""{ "$pow": [1, 2, 3] }""", 16020)]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", 28762, """{ "a": "abc", "b": "abc" }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", 28762, """{ "a": true, "b": 7 }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", 28763, """{ "a": 1.5, "b": "abc" }""")]
    [InlineData("""{ "$pow": ["$a", "$b"] }""", 28763, """{ "a": { "$numberDouble": "NaN" }, "b": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
