using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToStringOperatorTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toString": ["$a"] }""", "\"1\"", """{ "a": 1 }""")]
    [InlineData("""{ "$toString": "$a" }""", "null")]
    [InlineData("""{ "$toString": "$a" }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$toString": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$toString": "$a" }""", "\"true\"", """{ "a": true }""")]
    [InlineData("""{ "$toString": "$a" }""", "\"false\"", """{ "a": false }""")]
    [InlineData("""{ "$toString": "$a" }""", "\"abc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$toString": "$a" }""", "\"1.5\"", """{ "a": "1.5" }""")]
    [InlineData("""{ "$toString": { "$numberDouble": "NaN" } }""", "\"NaN\"")]
    [InlineData("""{ "$toString": "$a" }""", "\"0\"", """{ "a": 0 }""")]
    [InlineData("""{ "$toString": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$toString": "$a" }""", "\"-3\"", """{ "a": { "$numberLong": "-3" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toString": [[1]] }""", 241)]
    [InlineData("""{ "$toString": "$a" }""", 241, """{ "a": [] }""")]
    [InlineData("""{ "$toString": "$a" }""", 18537, """{ "a": { "$date": { "$numberLong": "253402300800000" } } }""")]
    [InlineData("""{ "$toString": "$a" }""", 18537, """{ "a": { "$date": { "$numberLong": "-62167219200001" } } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
