using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class AsinhTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$asinh": 7 }""", "2.644120761058629")]
    [InlineData("""{ "$asinh": "$a" }""", "-0.881373587019543", """{ "a": -1 }""")]
    [InlineData("""{ "$asinh": "$a" }""", "1.1947632172871094", """{ "a": 1.5 }""")]
    [InlineData("""{ "$asinh": "$a" }""", "0.09983407889920758", """{ "a": 0.1 }""")]
    [InlineData("""{ "$asinh": "$a" }""", """{ "$numberDouble": "NaN" }""", """{ "a": { "$numberDouble": "NaN" } }""")]
    [InlineData("""{ "$asinh": "$a" }""", "-1.6472311463710958", """{ "a": -2.5 }""")]
    [InlineData(
        """{ "$asinh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$asinh": [] }""", 16020)]
    [InlineData("""{ "$asinh": "$a" }""", 28765, """{ "a": "abc" }""")]
    [InlineData("""{ "$asinh": { "$literal": "abc" } }""", 28765)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
