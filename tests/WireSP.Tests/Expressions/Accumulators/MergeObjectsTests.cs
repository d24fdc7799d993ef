using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MergeObjectsTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": { "a": 1, "b": 1 } }, { "v": { "a": 2 } }]""", """{ "a": 2, "b": 1 }""")]
    [InlineData("\"$v\"", """[{ "v": null }]""", "{}")]
    [InlineData("\"$v\"", """[{ "v": { "x": 1 } }, {}]""", """{ "x": 1 }""")]
    [InlineData("\"$$ROOT\"", """[{ "a": 1 }, { "b": 2 }, { "a": null }]""", """{ "a": null, "b": 2 }""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$mergeObjects", argument, documents, expected);

    [Theory]
    [InlineData("\"$v\"", 40400, """[{ "v": 1 }]""")]
    public void Rejects(string argument, int code, string documents) =>
        Fails("$mergeObjects", argument, code, documents);
}
