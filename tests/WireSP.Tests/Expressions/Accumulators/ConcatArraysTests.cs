using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class ConcatArraysTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": [1, 2] }, { "v": [2] }]""", "[1, 2, 2]")]
    [InlineData("\"$v\"", """[{ "v": null }, { "v": [1] }]""", "[1]")]
    [InlineData("\"$v\"", "[{}]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$concatArrays", argument, documents, expected);

    [Theory]
    [InlineData("\"$v\"", 28664, """[{ "v": 1 }]""")]
    public void Rejects(string argument, int code, string documents) =>
        Fails("$concatArrays", argument, code, documents);
}
