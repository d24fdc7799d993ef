using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SizeTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$size": "$a.b" }""", "2", """{ "a": [{ "b": 1 }, {}, { "b": [1, 2] }] }""")]
    [InlineData("""{ "$size": { "$literal": [1, 2] } }""", "2")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$size": [] }""", 16020)]
    [InlineData("""{ "$size": "$missing" }""", 17124)]
    [InlineData("""{ "$size": 5 }""", 17124)]
    [InlineData("""{ "$size": [1, 2] }""", 16020)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
