using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MinTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "1")]
    [InlineData("\"$v\"", """[{ "v": null }, { "v": 5 }]""", "5")]
    [InlineData("\"$v\"", "[{}]", "null")]
    [InlineData("\"$v\"", """[{ "v": { "$numberLong": "2" } }, { "v": 1.5 }, { "v": "a" }]""", "1.5")]
    [InlineData("\"$v\"", """[{ "v": [1] }, { "v": { "x": 1 } }]""", """{ "x": 1 }""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$min", argument, documents, expected);
}
