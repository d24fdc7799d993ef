using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class AvgTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "1.5")]
    [InlineData("\"$v\"", """[{ "v": 1 }, {}]""", "1.0")]
    [InlineData("\"$v\"", """[{ "v": "x" }]""", "null")]
    [InlineData("\"$v\"", """[{ "v": 2147483647 }, { "v": 1 }]""", "1073741824.0")]
    [InlineData("\"$v\"", """[{ "v": null }, { "v": { "$numberLong": "3" } }]""", "3.0")]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 0.1 }, { "v": { "$numberDecimal": "0.1" } }]""",
        """{ "$numberDecimal": "0.400000000000000001850371707708594" }""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$avg", argument, documents, expected);
}
