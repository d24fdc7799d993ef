using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class BottomNTests : AccumulatorTests
{
    [Theory]
    [InlineData(
        """{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""",
        """[{ "s": 3, "v": "c" }, { "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
        """["b", "c"]""")]
    [InlineData("""{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 3 }]""", "[null]")]
    [InlineData("""{ "n": 1, "sortBy": { "s": 1 }, "output": "$v" }""", "[]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$bottomN", argument, documents, expected);
}
