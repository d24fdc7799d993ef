using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class StrLenBytesTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$strLenBytes": ["$s"] }""", "1", """{ "s": "x" }""")]
    [InlineData("""{ "$strLenBytes": "$a" }""", "3", """{ "a": "abc" }""")]
    [InlineData("""{ "$strLenBytes": "$a" }""", "10", """{ "a": "2020-01-02" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$strLenBytes": [] }""", 16020)]
    [InlineData("""{ "$strLenBytes": [[1]] }""", 34473)]
    [InlineData("""{ "$strLenBytes": { "a": 1 } }""", 34473)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
