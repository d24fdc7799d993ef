using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class RangeTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$range": [5, 5] }""", "[]")]
    [InlineData("""{ "$range": ["$a", 6] }""", "[3, 4, 5]", """{ "a": { "$numberLong": "3" } }""")]
    [InlineData("""{ "$range": [0, 10, 3] }""", "[0, 3, 6, 9]")]
    [InlineData("""{ "$range": [-5, 5, 4] }""", "[-5, -1, 3]")]
    [InlineData("""{ "$range": [0, 10, -1] }""", "[]")]
    [InlineData("""{ "$range": [-2147483648.0, -2147483640, 3] }""", "[-2147483648, -2147483645, -2147483642]")]
    [InlineData("""{ "$range": ["$a", 5] }""", "[0, 1, 2, 3, 4]", """{ "a": 0 }""")]
    [InlineData("""{ "$range": ["$a", 5] }""", "[1, 2, 3, 4]", """{ "a": 1 }""")]
    [InlineData("""{ "$range": [0, "$a"] }""", "[]", """{ "a": 0 }""")]
    [InlineData("""{ "$range": [0, "$a"] }""", "[0, 1, 2, 3, 4]", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$range": ["$a", 5] }""", "[3, 4]", """{ "a": { "$numberDecimal": "3" } }""")]
    [InlineData("""{ "$range": ["$a", 5] }""", "[3, 4]", """{ "a": 3.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$range": 5 }""", 28667)]
    [InlineData("""{ "$range": [1] }""", 28667)]
    [InlineData("""{ "$range": ["a", 1] }""", 34443)]
    [InlineData("""{ "$range": [0.5, 1] }""", 34444)]
    [InlineData("""{ "$range": [0, 5, null] }""", 34447)]
    [InlineData("""{ "$range": [0, 2147483648.0] }""", 34446)]
    [InlineData("""{ "$range": [0, 5, 0] }""", 34449)]
    [InlineData("""{ "$range": ["$a", 5] }""", 34443)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
