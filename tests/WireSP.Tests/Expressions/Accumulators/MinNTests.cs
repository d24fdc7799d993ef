using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MinNTests : AccumulatorTests
{
    [Theory]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 3 }, { "v": 1 }, { "v": 2 }]""", "[1, 2]")]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": null }, { "v": 1 }]""", "[1]")]
    [InlineData("""{ "input": "$v", "n": 1 }""", "[]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$minN", argument, documents, expected);
}
