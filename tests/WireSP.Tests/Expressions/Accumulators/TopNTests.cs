using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class TopNTests : AccumulatorTests
{
    [Theory]
    [InlineData(
        """{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""",
        """[{ "s": 3, "v": "c" }, { "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
        """["a", "b"]""")]
    [InlineData("""{ "n": 2, "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 3 }]""", "[null]")]
    [InlineData("""{ "n": 1, "sortBy": { "s": 1 }, "output": "$v" }""", "[]", "[]")]
    [InlineData(
        """{ "n": 2, "sortBy": { "s": -1, "t": 1 }, "output": "$v" }""",
        """[{ "s": 1, "t": 2, "v": "a" }, { "s": 1, "t": 1, "v": "b" }, { "s": 2, "t": 9, "v": "c" }]""",
        """["c", "b"]""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$topN", argument, documents, expected);

    [Theory]
    [InlineData("""{ "n": 1, "sortBy": { "v": 1 } }""", 5788004, "[{}]")]
    [InlineData("""{ "n": 1, "output": "$v" }""", 5788005, "[{}]")]
    [InlineData("""{ "sortBy": { "v": 1 }, "output": "$v" }""", 5788003, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$topN", argument, code, documents);
}
