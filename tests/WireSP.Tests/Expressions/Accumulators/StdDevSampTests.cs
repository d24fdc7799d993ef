using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class StdDevSampTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""", "1.0")]
    [InlineData("\"$v\"", """[{ "v": 7 }]""", "null")]
    [InlineData("\"$v\"", "[{}]", "null")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$stdDevSamp", argument, documents, expected);
}
