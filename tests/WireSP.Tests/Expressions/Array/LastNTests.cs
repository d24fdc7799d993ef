using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class LastNTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$lastN": { "n": 5, "input": "$a" } }""", "[]", """{ "a": [] }""")]
    [InlineData("""{ "$lastN": { "n": 5, "input": "$a" } }""", "[3, 1, 2]", """{ "a": [3, 1, 2] }""")]
    [InlineData(
        """{ "$lastN": { "n": 4, "input": "$a" } }""", """[true, "a", { "x": 1 }, [1]]""",
        """{ "a": ["b", 5, null, { "$numberLong": "2" }, 2.0, true, "a", { "x": 1 }, [1]] }""")]
    [InlineData("""{ "$lastN": { "n": 2, "input": "$a" } }""", "[2, 3]", """{ "a": [1, 2, 3] }""")]
    [InlineData("""{ "$lastN": { "n": "$a", "input": [3, 1, 2] } }""", "[3, 1, 2]", """{ "a": 7 }""")]
    [InlineData("""{ "$lastN": { "n": "$a", "input": [3, 1, 2] } }""", "[2]", """{ "a": 1 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
