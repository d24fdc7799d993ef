using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MaxNTests : AccumulatorTests
{
    [Theory]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 3 }, { "v": 1 }, { "v": 2 }]""", "[3, 2]")]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": null }, { "v": 1 }]""", "[1]")]
    [InlineData("""{ "input": "$v", "n": 1 }""", "[]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$maxN", argument, documents, expected);

    [Theory]
    [InlineData("""{ "n": -1, "input": "$v" }""", 5787908, "[{}]")]
    [InlineData("""{ "n": 1.5, "input": "$v" }""", 5787903, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$maxN", argument, code, documents);
}
