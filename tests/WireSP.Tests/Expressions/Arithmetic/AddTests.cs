using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AddTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$add": ["$a", "$b"] }""", "7", """{ "a": 7, "b": 0 }""")]
    [InlineData("""{ "$add": ["$a", "$b"] }""", "0", """{ "a": 0, "b": 0 }""")]
    [InlineData("""{ "$add": ["$a", "$b"] }""", "6", """{ "a": -1, "b": 7 }""")]
    [InlineData("""{ "$add": ["$a", "$b"] }""", "-1.5", """{ "a": { "$numberLong": "-3" }, "b": 1.5 }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberLong": "2147483648" }""",
        """{ "a": 2147483647, "b": 1 }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberLong": "2147483652" }""",
        """{ "a": 2147483647, "b": { "$numberLong": "5" } }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberDecimal": "0.2000000000000000055511151231257827" }""",
        """{ "a": 0.1, "b": { "$numberDecimal": "0.1" } }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberDecimal": "0.50" }""",
        """{ "a": { "$numberDecimal": "-2.50" }, "b": { "$numberDecimal": "3" } }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberLong": "9007199254740994" }""",
        """{ "a": { "$numberLong": "9007199254740993" }, "b": 1 }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberDouble": "2e+300" }""",
        """{ "a": { "$numberDouble": "1e+300" }, "b": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberDouble": "9223372036854775808.0" }""",
        """{ "a": { "$numberLong": "9223372036854775807" }, "b": 1 }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", """{ "$numberLong": "-4294967296" }""",
        """{ "a": -2147483648, "b": -2147483648 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", 15,
        """{ "a": { "$numberDouble": "NaN" }, "b": { "$date": { "$numberLong": "1582979696789" } } }""")]
    [InlineData(
        """{ "$add": ["$a", "$b"] }""", 15,
        """{ "a": { "$date": { "$numberLong": "1582979696789" } }, "b": { "$numberDouble": "NaN" } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
