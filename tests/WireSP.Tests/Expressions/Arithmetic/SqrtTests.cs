using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SqrtTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sqrt": ["$a"] }""", "1.0", """{ "a": 1 }""")]
    [InlineData("""{ "$sqrt": "$a" }""", "null")]
    [InlineData("""{ "$sqrt": "$a" }""", "2.6457513110645907", """{ "a": 7 }""")]
    [InlineData("""{ "$sqrt": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$sqrt": "$a" }""", "0.0", """{ "a": 0.0 }""")]
    [InlineData("""{ "$sqrt": "$a" }""", """{ "$numberDecimal": "-0" }""", """{ "a": { "$numberDecimal": "-0" } }""")]
    [InlineData("""{ "$sqrt": "$a" }""", "-0.0", """{ "a": -0.0 }""")]
    [InlineData(
        """{ "$sqrt": "$a" }""", """{ "$numberDecimal": "1.224744871391589049098642037352946" }""",
        """{ "a": { "$numberDecimal": "1.5" } }""")]
    [InlineData(
        """{ "$sqrt": "$a" }""", """{ "$numberDecimal": "0.3162277660168379331998893544432719" }""",
        """{ "a": { "$numberDecimal": "0.1" } }""")]
    [InlineData(
        """{ "$sqrt": "$a" }""", """{ "$numberDouble": "1e+150" }""",
        """{ "a": { "$numberDouble": "1e+300" } }""")]
    [InlineData(
        """{ "$sqrt": "$a" }""", """{ "$numberDouble": "2.2227587494850775e-162" }""",
        """{ "a": { "$numberDouble": "5e-324" } }""")]
    [InlineData(
        """{ "$sqrt": "$a" }""", """{ "$numberDecimal": "1E-3088" }""",
        """{ "a": { "$numberDecimal": "1E-6176" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$sqrt": [] }""", 16020)]
    [InlineData("""{ "$sqrt": [1, 2] }""", 16020)]
    [InlineData("""{ "$sqrt": -1 }""", 28714)]
    [InlineData("""{ "$sqrt": "$a" }""", 28765, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$sqrt": { "$numberDecimal": "-2.50" } }""", 28714)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
