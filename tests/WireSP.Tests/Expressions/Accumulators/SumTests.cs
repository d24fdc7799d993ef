using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class SumTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "3")]
    [InlineData("1", "[{}, {}, {}]", "3")]
    [InlineData("\"$v\"", """[{ "v": "x" }, {}]""", "0")]
    [InlineData("\"$v\"", """[{ "v": 2147483647 }, { "v": 1 }]""", """{ "$numberLong": "2147483648" }""")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberLong": "9223372036854775807" } }, { "v": 1 }]""",
        """{ "$numberDouble": "9223372036854775808.0" }""")]
    [InlineData("\"$v\"", """[{ "v": 0.1 }, { "v": 0.2 }, { "v": 0.3 }]""", "0.6")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberDouble": "1e+16" } }, { "v": 1.0 }, { "v": { "$numberDouble": "-1e+16" } }]""",
        "1.0")]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": { "$numberLong": "2" } }, { "v": 3.5 }]""", "6.5")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberDouble": "Infinity" } }, { "v": { "$numberDouble": "-Infinity" } }]""",
        """{ "$numberDouble": "NaN" }""")]
    [InlineData("\"$v\"", """[{ "v": [1, 2] }]""", "0")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$sum", argument, documents, expected);

    [Theory]
    [InlineData("""["$v"]""", 40237, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$sum", argument, code, documents);
}
