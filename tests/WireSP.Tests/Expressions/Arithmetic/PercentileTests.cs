using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class PercentileTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$percentile": { "input": "$a", "p": [0.5], "method": "approximate" } }""", "[null]",
        """{ "a": "x" }""")]
    [InlineData("""{ "$percentile": { "input": [1, 2, 3], "p": [0.5, 1], "method": "approximate" } }""", "[2.0, 3.0]")]
    [InlineData("""{ "$percentile": { "input": 4, "p": [0], "method": "approximate" } }""", "[4.0]")]
    [InlineData("""{ "$percentile": { "input": "$missing", "p": [0.5], "method": "approximate" } }""", "[null]")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
