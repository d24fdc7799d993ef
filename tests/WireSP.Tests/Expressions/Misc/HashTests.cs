using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class HashTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$binarySize": { "$hash": { "input": "abc", "algorithm": "sha256" } } }""", "32")]
    [InlineData("""{ "$hash": { "input": null, "algorithm": "md5" } }""", "null")]
    public void Returns(string expression, string expected) => Evaluates(expression, expected);

    [Theory]
    [InlineData("""{ "$hash": { "input": 1, "algorithm": "md5" } }""", 9)]
    [InlineData("""{ "$hash": { "input": "a", "algorithm": "crc" } }""", 9)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
