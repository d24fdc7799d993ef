using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetEqualsTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setEquals": [[1, 2], [2, 1], [1, 1, 2]] }""", "true")]
    [InlineData("""{ "$setEquals": [[1, 2], "$a"] }""", "false", """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$setEquals": [] }""", 17045)]
    [InlineData("""{ "$setEquals": "$arr" }""", 17045, """{ "arr": [1, 2] }""")]
    [InlineData("""{ "$setEquals": [null, 5] }""", 17044)]
    [InlineData("""{ "$setEquals": [5, null] }""", 17044)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
