using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SubstrBytesTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$substrBytes": ["$a", 0, 1] }""", "\"\"", """{ "a": "" }""")]
    [InlineData("""{ "$substrBytes": ["$a", 0, 1] }""", "\"a\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrBytes": ["$a", 3, 1] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrBytes": ["$a", 5, 1] }""", "\"\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrBytes": ["abc", 0, 1.5] }""", "\"a\"")]
    [InlineData("""{ "$substrBytes": [{ "$date": { "$numberLong": "1577836800000" } }, 0, 4] }""", "\"2020\"")]
    [InlineData("""{ "$substrBytes": ["$a", 0, 2] }""", "\"ab\"", """{ "a": "abc" }""")]
    [InlineData("""{ "$substrBytes": ["$a", 0, 2] }""", "\"AB\"", """{ "a": "ABC" }""")]
    [InlineData("""{ "$substrBytes": ["$a", 0, 2] }""", "\"a$\"", """{ "a": "a$b.c" }""")]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", "\"h\"", """{ "a": 7 }""")]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", "\"bc\"", """{ "a": 1 }""")]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", "\"fg\"", """{ "a": { "$numberLong": "5" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$substrBytes": [] }""", 16020)]
    [InlineData("""{ "$substrBytes": ["abc", 1] }""", 16020)]
    [InlineData("""{ "$substrBytes": ["abc", 0, "x"] }""", 16035)]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", 16034)]
    [InlineData("""{ "$substrBytes": ["abcdefgh", 1, "$a"] }""", 16035)]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", 16034, """{ "a": true }""")]
    [InlineData("""{ "$substrBytes": ["$a", 0, 2] }""", 16007, """{ "a": true }""")]
    [InlineData("""{ "$substrBytes": ["abcdefgh", "$a", 2] }""", 50752, """{ "a": -1 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
