using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class PercentileTests : AccumulatorTests
{
    [Theory]
    [InlineData(
        """{ "input": "$v", "p": [0.5, 1], "method": "approximate" }""",
        """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""",
        "[2.0, 3.0]")]
    [InlineData("""{ "input": "$v", "p": [0], "method": "approximate" }""", """[{ "v": 5 }, { "v": 4 }]""", "[4.0]")]
    [InlineData("""{ "input": "$v", "p": [0.5], "method": "approximate" }""", """[{ "v": "x" }]""", "[null]")]
    [InlineData(
        """{ "input": "$v", "p": [0, 0.5, 0.9, 1], "method": "approximate" }""",
        """[{ "v": 1 }, { "v": { "$numberLong": "2" } }, { "v": 3.0 }, { "v": 4 }]""",
        "[1.0, 2.0, 4.0, 4.0]")]
    [InlineData(
        """{ "input": "$v", "p": [0, 1], "method": "approximate" }""",
        """[{ "v": { "$numberDouble": "Infinity" } }, { "v": { "$numberDouble": "NaN" } }, { "v": 1 }]""",
        """[1.0, { "$numberDouble": "Infinity" }]""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$percentile", argument, documents, expected);

    [Theory]
    [InlineData("""{ "input": "$v", "p": [], "method": "approximate" }""", 7750301, "[{}]")]
    [InlineData("""{ "input": "$v", "p": [1.5], "method": "approximate" }""", 7750303, "[{}]")]
    [InlineData("""{ "input": "$v", "p": [0.5] }""", 40414, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$percentile", argument, code, documents);
}
