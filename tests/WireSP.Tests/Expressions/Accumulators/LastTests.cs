using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class LastTests : AccumulatorTests
{
    [Theory]
    [InlineData("\"$v\"", """[{ "v": 2 }, { "v": 1 }]""", "1")]
    [InlineData("\"$v\"", """[{ "v": 1 }, {}]""", "null")]
    [InlineData("\"$v\"", """[{ "v": "a" }]""", "\"a\"")]
    [InlineData("""{ "a": "$v" }""", """[{ "v": "text" }, { "v": "other" }]""", """{ "a": "other" }""")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$last", argument, documents, expected);
}
