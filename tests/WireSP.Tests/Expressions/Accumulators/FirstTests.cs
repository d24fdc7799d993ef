using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class FirstTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "2")]
    [InlineData("\"$v\"", """[{}, { "v": 1 }]""", "null")]
    [InlineData("\"$v\"", """[{ "v": [1] }]""", "[1]")]
    [InlineData("\"$v\"", """[{ "v": "text" }, { "v": "other" }]""", "\"text\"")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$first", argument, documents, expected);
}
