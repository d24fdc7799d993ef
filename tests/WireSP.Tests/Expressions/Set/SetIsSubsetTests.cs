using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SetIsSubsetTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$setIsSubset": ["$a", [1, 2]] }""", "false", """{ "a": [1, 2, 3] }""")]
    [InlineData("""{ "$setIsSubset": [[1, 2], "$a"] }""", "true", """{ "a": [1, 2, 3] }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$setIsSubset": [] }""", 16020)]
    [InlineData("""{ "$setIsSubset": "$arr" }""", 16020, """{ "arr": [1, 2] }""")]
    [InlineData("""{ "$setIsSubset": [null, 5] }""", 17046)]
    [InlineData("""{ "$setIsSubset": [5, null] }""", 17046)]
    [InlineData("""{ "$setIsSubset": [[1], "$missing"] }""", 17042)]
    [InlineData("""{ "$setIsSubset": [[1, 2], "$a"] }""", 17042)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
