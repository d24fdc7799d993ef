using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SubstrCPTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$substrCP": ["$a", 0, 1] }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$substrCP": ["$a", 3, 1] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": ["$a", 5, 1] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": ["$a", 1, 100] }""", "\"bc\"", """{ "a": "abc" }""")]
    [InlineData(
        """{ "$substrCP": ["$a", { "$numberLong": "1" }, { "$numberLong": "1" }] }""", "\"b\"",
        """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": ["$a", 1.0, 1.0] }""", "\"b\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": [{ "$date": { "$numberLong": "1577836800000" } }, 0, 4] }""", "\"2020\"")]
    [InlineData("""{ "$substrCP": ["$a", 0, 2] }""", "\"AB\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$substrCP": ["abcdefgh", "$a", 2] }""", "\"h\"", """{ "a": 7 }""")]
    [InlineData("""{ "$substrCP": ["abcdefgh", "$a", 2] }""", "\"ab\"", """{ "a": 0 }""")]
    [InlineData("""{ "$substrCP": ["abcdefgh", 1, "$a"] }""", "\"bcdefgh\"", """{ "a": 7 }""")]
    [InlineData("""{ "$substrCP": ["abcdefgh", "$a", 2] }""", "\"fg\"", """{ "a": { "$numberLong": "5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$substrCP": ["$a", 0, -1] }""", 34454, """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": ["$a", -1, 1] }""", 34455, """{ "a": "abc" }""")]
    [InlineData("""{ "$substrCP": [] }""", 16020)]
    [InlineData("""{ "$substrCP": 5 }""", 16020)]
    [InlineData("""{ "$substrCP": ["abc", 0.5, 1] }""", 34451)]
    [InlineData("""{ "$substrCP": ["abcdefgh", "$a", 2] }""", 34450)]
    [InlineData("""{ "$substrCP": ["abcdefgh", 1, "$a"] }""", 34452)]
    [InlineData("""{ "$substrCP": ["abcdefgh", "$a", 2] }""", 34450, """{ "a": null }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
