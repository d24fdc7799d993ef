using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CoshTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$cosh": "$a" }""", "null")]
    [InlineData("""{ "$cosh": "$a" }""", "1.5430806348152437", """{ "a": 1 }""")]
    [InlineData("""{ "$cosh": "$a" }""", "548.317035155212", """{ "a": 7 }""")]
    [InlineData("""{ "$cosh": "$a" }""", "1.5430806348152437", """{ "a": -1 }""")]
    [InlineData("""{ "$cosh": "$a" }""", """{ "$numberDecimal": "NaN" }""", """{ "a": { "$numberDecimal": "NaN" } }""")]
    [InlineData(
        """{ "$cosh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$cosh": "$a" }""", """{ "$numberDouble": "Infinity" }""",
        """{ "a": { "$numberDouble": "Infinity" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$cosh": [] }""", 16020)]
    [InlineData("""{ "$cosh": "$a" }""", 28765, """{ "a": true }""")]
    [InlineData("""{ "$cosh": "$a" }""", 28765, """{ "a": "abc" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
