using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class LastNTests : AccumulatorTests
{
    [Theory]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }, {}, { "v": 3 }]""", "[null, 3]")]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }]""", "[1]")]
    [InlineData("""{ "input": "$v", "n": 1 }""", "[]", "[]")]
    [InlineData(
        """{ "input": "$v", "n": 2 }""",
        """[{ "v": 1 }, { "v": 2 }, { "v": 3 }, { "v": 4 }, { "v": 5 }]""",
        "[4, 5]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$lastN", argument, documents, expected);
}
