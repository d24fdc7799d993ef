using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SplitTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$split": ["$a", ","] }""", """[""]""", """{ "a": "" }""")]
    [InlineData("""{ "$split": ["$a", "a"] }""", """["", ""]""", """{ "a": "a" }""")]
    [InlineData("""{ "$split": ["$a", ","] }""", """["", "a", ""]""", """{ "a": ",a," }""")]
    [InlineData("""{ "$split": ["$a", ","] }""", """["abc"]""", """{ "a": "abc" }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", """["A", "A"]""", """{ "a": "AbA" }""")]
    [InlineData("""{ "$split": ["$a", "aa"] }""", """["", "a"]""", """{ "a": "aaa" }""")]
    [InlineData("""{ "$split": [null, ""] }""", "null")]
    [InlineData("""{ "$split": ["$a", "b"] }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", """["a", "c"]""", """{ "a": "abc" }""")]
    [InlineData("""{ "$split": ["xabcy", "$a"] }""", "null", """{ "a": null }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$split": ["", ""] }""", 40087)]
    [InlineData("""{ "$split": ["a", ""] }""", 40087)]
    [InlineData("""{ "$split": ["xabcy", "$a"] }""", 40086, """{ "a": true }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", 40085, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", 40085, """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$split": ["xabcy", "$a"] }""", 40086, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
