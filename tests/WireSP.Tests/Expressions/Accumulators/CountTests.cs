using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class CountTests : AccumulatorTests
{
    [Theory]
    [InlineData("{}", "[{}, {}]", "2")]
    [InlineData("{}", """[{ "a": 1 }]""", "1")]
    [InlineData("{}", "[]", "0")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$count", argument, documents, expected);

    [Theory]
    [InlineData("""{ "a": 1 }""", 9, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$count", argument, code, documents);
}
