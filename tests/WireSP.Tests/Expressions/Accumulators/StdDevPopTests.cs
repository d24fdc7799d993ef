using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class StdDevPopTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 3 }]""", "1.0")]
    [InlineData("\"$v\"", """[{ "v": 7 }]""", "0.0")]
    [InlineData("\"$v\"", """[{ "v": "x" }]""", "null")]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 2 }, { "v": 3 }, { "v": 4 }, { "v": "x" }]""", "1.118033988749895")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$stdDevPop", argument, documents, expected);
}
