using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SubstrTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$substr": ["$a", 0, 1] }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$substr": ["$a", 5, 1] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["$a", 0, 0] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["$a", 0, -1] }""", "\"abc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["$a", 1, -5] }""", "\"bc\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["$a", 1, 100] }""", "\"bc\"", """{ "a": "abc" }""")]
    [InlineData(
        """{ "$substr": ["$a", { "$numberLong": "1" }, { "$numberLong": "1" }] }""", "\"b\"",
        """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["abc", 0, 1.5] }""", "\"a\"")]
    [InlineData("""{ "$substr": [{ "$date": { "$numberLong": "1577836800000" } }, 0, 4] }""", "\"2020\"")]
    [InlineData("""{ "$substr": ["$a", 0, 2] }""", "\"AB\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$substr": ["$a", 0, 2] }""", "\"1.\"", """{ "a": "1.5" }""")]
    [InlineData("""{ "$substr": ["abcdefgh", "$a", 2] }""", "\"h\"", """{ "a": 7 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$substr": ["$a", -1, 1] }""", 50752, """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["abc", "x", 1] }""", 16034)]
    [InlineData("""{ "$substr": ["abc", null, 1] }""", 16034)]
    [InlineData("""{ "$substr": ["abcdefgh", 1, "$a"] }""", 16035, """{ "a": "abc" }""")]
    [InlineData("""{ "$substr": ["$a", 0, 2] }""", 16007, """{ "a": true }""")]
    [InlineData("""{ "$substr": ["abcdefgh", "$a", 2] }""", 50752, """{ "a": -1 }""")]
    [InlineData("""{ "$substr": ["abcdefgh", 1, "$a"] }""", 16035, """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$substr": ["$a", 0, 2] }""", 16007, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
