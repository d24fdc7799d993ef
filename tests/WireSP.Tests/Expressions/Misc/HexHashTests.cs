using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class HexHashTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$hexHash": { "input": "abc", "algorithm": "sha256" } }""",
        "\"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"")]
    [InlineData("""{ "$hexHash": { "input": "abc", "algorithm": "xxh64" } }""", "\"44BC2CF5AD770999\"")]
    [InlineData(
        """{ "$hexHash": { "input": "Nobody inspects the spammish repetition", "algorithm": "xxh64" } }""",
        "\"FBCEA83C8A378BF1\"")]
    public void Returns(string expression, string expected) => Evaluates(expression, expected);

    [Theory]
    [InlineData("""{ "$hexHash": { "input": "a" } }""", 9)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
