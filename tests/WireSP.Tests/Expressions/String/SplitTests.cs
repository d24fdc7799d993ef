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
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 0] }""", "\"\"", """{ "a": ",b" }""")]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 1] }""", "\"b\"", """{ "a": ",b" }""")]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 1] }""", "\"b\"", """{ "a": "a,b,c" }""")]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 2] }""", NoValue, """{ "a": ",b" }""")]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, -1] }""", "\"b\"", """{ "a": ",b" }""")]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 0] }""", "null")]
    [InlineData("""{ "$size": { "$split": ["$a", ","] } }""", "1", """{ "a": "" }""")]
    [InlineData("""{ "$size": { "$split": ["$a", ",,"] } }""", "2", """{ "a": ",,," }""")]
    [InlineData("""{ "$size": [{ "$split": ["$a", ","] }] }""", "3", """{ "a": "a,b,c" }""")]
    public void Gives_a_part_and_the_number_of_parts(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$size": { "$split": ["$a", ","] } }""", 17124)]
    [InlineData("""{ "$arrayElemAt": [{ "$split": ["$a", ","] }, 0] }""", 40085, """{ "a": 1 }""")]
    [InlineData("""{ "$split": ["", ""] }""", 40087)]
    [InlineData("""{ "$split": ["a", ""] }""", 40087)]
    [InlineData("""{ "$split": ["xabcy", "$a"] }""", 40086, """{ "a": true }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", 40085, """{ "a": { "$minKey": 1 } }""")]
    [InlineData("""{ "$split": ["$a", "b"] }""", 40085, """{ "a": { "$maxKey": 1 } }""")]
    [InlineData("""{ "$split": ["xabcy", "$a"] }""", 40086, """{ "a": { "$minKey": 1 } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
