using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class BottomTests : AccumulatorTests
{
    [Theory]
    [InlineData(
        """{ "sortBy": { "s": -1 }, "output": "$v" }""",
        """[{ "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
        "\"a\"")]
    [InlineData(
        """{ "sortBy": { "s": 1 }, "output": "$v" }""",
        """[{ "s": 1, "v": "a" }, { "s": [0, 9], "v": "b" }]""",
        "\"a\"")]
    [InlineData("""{ "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 1 }]""", "null")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$bottom", argument, documents, expected);
}
