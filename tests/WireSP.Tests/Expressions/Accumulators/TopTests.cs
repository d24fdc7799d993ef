using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class TopTests : AccumulatorTests
{
    [Theory]
    [InlineData(
        """{ "sortBy": { "s": -1 }, "output": "$v" }""",
        """[{ "s": 1, "v": "a" }, { "s": 2, "v": "b" }]""",
        "\"b\"")]
    [InlineData("""{ "sortBy": { "s": 1 }, "output": ["$v", "$s"] }""", """[{ "s": 1, "v": "a" }]""", """["a", 1]""")]
    [InlineData("""{ "sortBy": { "s": 1 }, "output": "$v" }""", """[{ "s": 1 }]""", "null")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$top", argument, documents, expected);

    [Theory]
    [InlineData("""{ "n": 1, "sortBy": { "v": 1 }, "output": "$v" }""", 5788002, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$top", argument, code, documents);
}
