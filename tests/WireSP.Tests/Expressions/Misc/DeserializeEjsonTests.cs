using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class DeserializeEjsonTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$deserializeEJSON": { "input": { "$arrayToObject": [[[{ "$literal": "$numberInt" }, "7"]]] } } }""",
        "7")]
    [InlineData(
        """
        { "$deserializeEJSON": {
            "input": { "$arrayToObject": [[[{ "$literal": "$numberInt" }, "x"]]] }, "onError": 0 } }
        """,
        "0")]
    public void Returns(string expression, string expected) => Evaluates(expression, expected);

    [Theory]
    [InlineData("""{ "$deserializeEJSON": {} }""", 9)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
