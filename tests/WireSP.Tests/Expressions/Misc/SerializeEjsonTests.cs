using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SerializeEjsonTests : ExpressionTests
{
    [Theory]
    [InlineData(
        """{ "$objectToArray": { "$serializeEJSON": { "input": { "$toLong": 5 } } } }""",
        """[{ "k": "$numberLong", "v": "5" }]""")]
    [InlineData("""{ "$serializeEJSON": { "input": [1, "a"], "relaxed": true } }""", """[1, "a"]""")]
    [InlineData("""{ "$serializeEJSON": { "input": "$missing" } }""", "null")]
    public void Returns(string expression, string expected) => Evaluates(expression, expected);

    [Theory]
    [InlineData("""{ "$serializeEJSON": 1 }""", 9)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
