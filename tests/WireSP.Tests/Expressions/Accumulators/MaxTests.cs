using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MaxTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "2")]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": "a" }]""", "\"a\"")]
    [InlineData("\"$v\"", "[{}]", "null")]
    [InlineData("\"$v\"", """[{ "v": "abc" }, { "v": "abd" }]""", "\"abd\"")]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 1.0 }]""", "1")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$max", argument, documents, expected);
}
