using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class SetUnionTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": [1, 2] }, { "v": [2] }]""", "[1, 2]")]
    [InlineData("\"$v\"", """[{ "v": null }, { "v": [1] }]""", "[1]")]
    [InlineData("\"$v\"", "[{}]", "[]")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$setUnion", argument, documents, expected);

    [Theory]
    [InlineData("\"$v\"", 17043, """[{ "v": 1 }]""")]
    public void Rejects(string argument, int code, string documents) => Fails("$setUnion", argument, code, documents);
}
