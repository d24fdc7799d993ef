using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class AddToSetTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": 1 }, { "v": 2.0 }]""", "[2, 1]")]
    [InlineData("\"$v\"", """[{ "v": [1] }, { "v": [1] }]""", "[[1]]")]
    [InlineData("\"$v\"", "[{}]", "[]")]
    [InlineData(
        "\"$v\"",
        """[{ "v": "a" }, { "v": "b" }, { "v": "a" }, { "v": { "x": 1 } }, { "v": { "x": 1.0 } }]""",
        """["a", "b", { "x": 1 }]""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$addToSet", argument, documents, expected);
}
