using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class MedianTests : AccumulatorTests
{
    [Theory]
    [InlineData("""{ "input": "$v", "method": "approximate" }""", """[{ "v": 1 }, { "v": 2 }, { "v": 3 }]""", "2.0")]
    [InlineData("""{ "input": "$v", "method": "approximate" }""", """[{ "v": 5 }, { "v": 4 }]""", "4.0")]
    [InlineData("""{ "input": "$v", "method": "approximate" }""", "[{}]", "null")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$median", argument, documents, expected);

    [Theory]
    [InlineData("\"$v\"", 7436100, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$median", argument, code, documents);
}
