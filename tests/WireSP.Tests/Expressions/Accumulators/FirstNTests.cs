using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class FirstNTests : AccumulatorTests
{
    [Theory]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }, {}, { "v": 3 }]""", "[1, null]")]
    [InlineData("""{ "input": "$v", "n": 2 }""", """[{ "v": 1 }]""", "[1]")]
    [InlineData("""{ "input": "$v", "n": 1 }""", "[]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$firstN", argument, documents, expected);

    [Theory]
    [InlineData("""{ "n": 0, "input": "$v" }""", 5787908, "[{}]")]
    [InlineData("""{ "n": "x", "input": "$v" }""", 5787902, "[{}]")]
    [InlineData("""{ "n": 2 }""", 5787907, "[{}]")]
    [InlineData("""{ "input": "$v" }""", 5787906, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$firstN", argument, code, documents);
}
